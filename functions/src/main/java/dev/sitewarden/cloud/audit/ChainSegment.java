package dev.sitewarden.cloud.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the log says about one subject, in runs of the chains that it stands in: of other records
 * between, the digest of their content alone, which links but tells nothing. A signed anchor holds
 * the end of each run, and how far all chains had come.
 */
final class ChainSegment {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChainSegment() {}

  /**
   * As JSON.
   *
   * @param heads how far all chains have come
   * @param runs records that follow each other in a chain, the first and the last about the subject
   */
  static ObjectNode json(
      String subject,
      Instant at,
      List<ChainHead> heads,
      List<List<AuditRecord>> runs,
      AuditKey key) {
    List<ChainHead> anchored =
        Stream.concat(runs.stream().map(run -> run.getLast().head()), heads.stream())
            .distinct()
            .toList();
    ObjectNode segment = JSON.createObjectNode();
    segment.put("subject", subject);
    segment.set("anchor", Anchor.signed(at, anchored, key).node());
    ArrayNode chains = segment.putArray("chains");
    runs.forEach(records -> addChain(chains.addObject(), subject, records));
    return segment;
  }

  private static void addChain(ObjectNode chain, String subject, List<AuditRecord> records) {
    AuditRecord first = records.getFirst();
    chain.put("lane", first.lane());
    chain.put("first", first.number());
    chain.put("previous", first.previous());
    ArrayNode links = chain.putArray("links");
    records.forEach(record -> links.add(record.content()));
    ArrayNode told = chain.putArray("records");
    records.stream()
        .filter(record -> record.event().subject().equals(subject))
        .forEach(record -> addRecord(told.addObject(), record));
  }

  private static void addRecord(ObjectNode told, AuditRecord record) {
    AuditEvent event = record.event();
    told.put("number", record.number());
    told.put("at", event.at().toString());
    told.put("actor", event.actor());
    told.put("action", event.action());
    told.put("subject", event.subject());
    told.put("device", event.device());
    told.put("camera", event.camera());
    told.put("detail", event.detail());
  }

  /** What is wrong with a segment; nothing if it is whole and anchored by this key. */
  static List<String> findings(JsonNode segment, PublicKey key) {
    List<String> findings = new ArrayList<>();
    Anchor anchor = Anchor.of(segment.path("anchor"));
    if (!AuditKey.isSigned(anchor.content(), anchor.signature(), key)) {
      findings.add("the anchor of the audit chains is not signed by the package's key");
    }
    Set<ChainHead> anchored = Set.copyOf(anchor.heads());
    for (JsonNode chain : segment.path("chains")) {
      check(chain, anchored, findings);
    }
    return findings;
  }

  /** What the records about the subject say, as far as they stand in the chains. */
  static List<AuditEvent> told(JsonNode segment, String subject) {
    List<AuditEvent> events = new ArrayList<>();
    for (JsonNode chain : segment.path("chains")) {
      chain.path("records").forEach(told -> events.add(event(told)));
    }
    return events.stream().filter(event -> event.subject().equals(subject)).toList();
  }

  private static void check(JsonNode chain, Set<ChainHead> anchored, List<String> findings) {
    int lane = chain.path("lane").asInt();
    long first = chain.path("first").asLong();
    List<String> links = new ArrayList<>();
    chain.path("links").forEach(link -> links.add(link.asText()));
    for (JsonNode told : chain.path("records")) {
      long number = told.path("number").asLong();
      long place = number - first;
      boolean isLinked =
          place >= 0
              && place < links.size()
              && AuditRecord.content(lane, number, event(told)).equals(links.get((int) place));
      if (!isLinked) {
        findings.add("chain %d: record %d was altered".formatted(lane, number));
      }
    }
    String hash = chain.path("previous").asText();
    for (String link : links) {
      hash = AuditRecord.link(hash, link);
    }
    ChainHead end = new ChainHead(lane, first + links.size() - 1, hash);
    if (!anchored.contains(end)) {
      findings.add("chain %d does not lead to its anchor".formatted(lane));
    }
  }

  private static AuditEvent event(JsonNode told) {
    return new AuditEvent(
        Instant.parse(told.path("at").asText()),
        told.path("actor").asText(),
        told.path("action").asText(),
        told.path("subject").asText(),
        told.path("device").asText(),
        told.path("camera").asText(),
        told.path("detail").asText());
  }
}
