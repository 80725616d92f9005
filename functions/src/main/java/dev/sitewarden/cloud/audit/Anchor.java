package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A signed statement: at this instant these chains had come this far.
 *
 * @param key the fingerprint of the key that signed; anchors did not always say it
 */
record Anchor(Instant at, List<ChainHead> heads, Optional<String> key, String signature) {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON = new ObjectMapper();

  Anchor {
    heads = List.copyOf(heads);
  }

  static Anchor signed(Instant at, List<ChainHead> heads, AuditKey key) {
    return new Anchor(at, heads, Optional.of(key.fingerprint()), key.sign(content(at, heads)));
  }

  /** The bytes that are signed. */
  byte[] content() {
    return content(at, heads);
  }

  private static byte[] content(Instant at, List<ChainHead> heads) {
    String lines =
        heads.stream()
            .map(head -> "%d %d %s".formatted(head.lane(), head.number(), head.hash()))
            .collect(Collectors.joining("\n"));
    return "sitewarden-anchor-1\n%s\n%s\n".formatted(at, lines).getBytes(StandardCharsets.UTF_8);
  }

  /** One line. */
  String json() {
    return node().toString();
  }

  ObjectNode node() {
    ObjectNode anchor = JSON.createObjectNode();
    anchor.put("at", at.toString());
    ArrayNode list = anchor.putArray("heads");
    for (ChainHead head : heads) {
      list.addObject()
          .put("lane", head.lane())
          .put("number", head.number())
          .put("hash", head.hash());
    }
    key.ifPresent(fingerprint -> anchor.put("key", fingerprint));
    anchor.put("signature", signature);
    return anchor;
  }

  static Anchor parse(String line) {
    try {
      return of(JSON.readTree(line));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no anchor: '%s'".formatted(line), e);
    }
  }

  static Anchor of(JsonNode anchor) {
    try {
      List<ChainHead> heads = new ArrayList<>();
      for (JsonNode head : anchor.path("heads")) {
        heads.add(
            new ChainHead(
                head.path("lane").asInt(),
                head.path("number").asLong(),
                head.path("hash").asText()));
      }
      return new Anchor(
          Instant.parse(anchor.path("at").asText()),
          heads,
          Optional.of(anchor.path("key").asText())
              .filter(key -> FINGERPRINT.matcher(key).matches()),
          anchor.path("signature").asText());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("this is no anchor: %s".formatted(anchor), e);
    }
  }
}
