package dev.sitewarden.edge.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where legal holds lie: {@code {"holds": [{"name", "camera", "from", "to", "reason"}, ..]}}. It is
 * replaced as a whole, by one process at a time.
 */
record HoldsFile(Path file) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Within one process nobody may ask for a lock that another thread has. */
  private static final Object IN_PROCESS = new Object();

  /** What a change changes: a file that is replaced keeps neither its key nor its time. */
  List<Object> look() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Reads the holds, makes others of them and writes these, while nobody else does. */
  List<Hold> change(UnaryOperator<List<Hold>> next) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    DurableFile.folder(file.toAbsolutePath().resolveSibling("").normalize());
    synchronized (IN_PROCESS) {
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        List<Hold> before = read();
        List<Hold> after = next.apply(before);
        if (held.isValid() && !after.equals(before)) {
          DurableFile.write(file, bytes(after));
        }
        return after;
      } catch (IOException e) {
        throw DurableFile.failed("write", file, e);
      }
    }
  }

  /**
   * The holds, in the order in which they were made.
   *
   * @throws UncheckedIOException if the file is there and cannot be read
   */
  List<Hold> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Hold> holds = new ArrayList<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      Map<String, String> fields = new LinkedHashMap<>();
      boolean isWhole = false;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        } else if (token == JsonToken.END_OBJECT && !fields.isEmpty()) {
          holds.add(hold(fields));
          fields.clear();
        } else if (token == JsonToken.END_OBJECT) {
          isWhole = true;
        }
      }
      if (!isWhole) {
        throw new IllegalArgumentException("it is cut off");
      }
      return List.copyOf(holds);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw unreadable(e);
    }
  }

  private static Hold hold(Map<String, String> fields) {
    return new Hold(
        field(fields, "name"),
        new CameraId(field(fields, "camera")),
        Instant.parse(field(fields, "from")),
        Instant.parse(field(fields, "to")),
        field(fields, "reason"));
  }

  private static String field(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new IllegalArgumentException("'%s' is missing".formatted(name)));
  }

  private static byte[] bytes(Collection<Hold> holds) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("holds");
      for (Hold hold : holds) {
        json.writeStartObject();
        json.writeStringField("name", hold.name());
        json.writeStringField("camera", hold.camera().value());
        json.writeStringField("from", hold.from().toString());
        json.writeStringField("to", hold.to().toString());
        json.writeStringField("reason", hold.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private UncheckedIOException unreadable(Exception e) {
    String reason =
        e instanceof JsonProcessingException broken
            ? broken.getOriginalMessage()
            : String.valueOf(e.getMessage());
    String sentence =
        "cannot read legal holds %s: %s; repair the file, or remove it to release them all"
            .formatted(file, reason);
    return new UncheckedIOException(sentence, new IOException(sentence, e));
  }
}
