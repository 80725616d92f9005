package dev.sitewarden.edge.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The legal holds of a device, in a file that survives a restart: {@code {"holds": [{"name",
 * "from", "to"}, ..]}}. What is held is not dropped for room or age until the hold is released. Any
 * thread.
 */
public final class LegalHolds implements Holds {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * A time of which nothing may be dropped.
   *
   * @param name the incident's id, or what a person calls it
   */
  public record Hold(String name, Instant from, Instant to) {
    public Hold {
      if (name.isBlank() || name.length() > 128 || name.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "a hold needs a name of 1..128 printable characters, got '%s'".formatted(name));
      }
      if (to.isBefore(from)) {
        throw new IllegalArgumentException(
            "hold %s must not end before it begins, got %s to %s".formatted(name, from, to));
      }
    }
  }

  private final Path file;
  private final Map<String, Hold> holds = new LinkedHashMap<>();

  private LegalHolds(Path file) {
    this.file = file;
  }

  /**
   * Reads the holds.
   *
   * @throws UncheckedIOException if the file is there and cannot be read: dropping what may be held
   *     would be worse than not starting
   */
  public static LegalHolds open(Path file) {
    LegalHolds legal = new LegalHolds(file);
    if (Files.exists(file)) {
      legal.read();
    }
    return legal;
  }

  /** Holds something, or changes the time of a hold; on the disk when this returns. */
  public synchronized void hold(Hold hold) {
    holds.put(hold.name(), hold);
    write();
  }

  /** Ends a hold; false if there is none of that name. */
  public synchronized boolean release(String name) {
    if (holds.remove(name) == null) {
      return false;
    }
    write();
    return true;
  }

  public synchronized List<Hold> all() {
    return List.copyOf(holds.values());
  }

  @Override
  public synchronized boolean isHeld(Instant from, Instant to) {
    return holds.values().stream()
        .anyMatch(hold -> !hold.from().isAfter(to) && !hold.to().isBefore(from));
  }

  /** Whether a hold has this name. */
  public synchronized boolean isHeld(String name) {
    return holds.containsKey(name);
  }

  private void write() {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("holds");
      for (Hold hold : holds.values()) {
        json.writeStartObject();
        json.writeStringField("name", hold.name());
        json.writeStringField("from", hold.from().toString());
        json.writeStringField("to", hold.to().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    DurableFile.write(file, bytes.toByteArray());
  }

  private void read() {
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        } else if (token == JsonToken.END_OBJECT && !fields.isEmpty()) {
          add(fields);
          fields.clear();
        }
      }
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw unreadable(e);
    }
  }

  private void add(Map<String, String> fields) {
    Hold hold =
        new Hold(
            field(fields, "name"),
            Instant.parse(field(fields, "from")),
            Instant.parse(field(fields, "to")));
    holds.put(hold.name(), hold);
  }

  private static String field(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new IllegalArgumentException("'%s' is missing".formatted(name)));
  }

  private UncheckedIOException unreadable(Exception e) {
    String sentence =
        "cannot read legal holds %s: %s; repair the file, or remove it to release them all"
            .formatted(file, e.getMessage());
    return new UncheckedIOException(sentence, new IOException(sentence, e));
  }
}
