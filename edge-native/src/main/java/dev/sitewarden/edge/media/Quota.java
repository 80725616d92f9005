package dev.sitewarden.edge.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of each kind may be used in an hour or a day, in a file that survives a restart. Any
 * thread.
 */
public final class Quota {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String WINDOW = "window";

  private final Path file;
  private final Duration window;
  private final Map<String, Long> limits;
  private final InstantSource clock;
  private final Map<String, Long> used = new HashMap<>();
  private long current;
  private long refused;

  /**
   * Takes over what was used before a restart; a file that cannot be read counts as nothing used.
   *
   * @param window limits begin anew at whole multiples of it since 1970, UTC
   * @param limits by kind; what is not named has no limit
   */
  public Quota(Path file, Duration window, Map<String, Long> limits, InstantSource clock) {
    this.file = file;
    this.window = window;
    this.limits = Map.copyOf(limits);
    this.clock = clock;
    read();
  }

  /** Takes an amount if that much is left; it is on the disk when this returns. */
  public synchronized boolean take(String kind, long amount) {
    long now = Math.floorDiv(clock.millis(), window.toMillis());
    if (now != current) { // a clock that was set back begins anew as well
      used.clear();
      current = now;
    }
    long after = used.getOrDefault(kind, 0L) + amount;
    if (after > limits.getOrDefault(kind, Long.MAX_VALUE)) {
      refused++;
      return false;
    }
    used.put(kind, after);
    DurableFile.write(file, bytes());
    return true;
  }

  /** Gives back what was taken and not used. */
  public synchronized void giveBack(String kind, long amount) {
    used.computeIfPresent(kind, (any, before) -> Math.max(0, before - amount));
    DurableFile.write(file, bytes());
  }

  /** What was used of a kind in this window. */
  public synchronized long used(String kind) {
    return used.getOrDefault(kind, 0L);
  }

  /** How often something was refused since the start. */
  public synchronized long refused() {
    return refused;
  }

  private byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField(WINDOW, current);
      json.writeObjectFieldStart("used");
      for (var entry : used.entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      boolean isNested = false;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          isNested = "used".equals(json.currentName());
        } else if (token == JsonToken.VALUE_NUMBER_INT && isNested) {
          used.put(json.currentName(), json.getLongValue());
        } else if (token == JsonToken.VALUE_NUMBER_INT && WINDOW.equals(json.currentName())) {
          current = json.getLongValue();
        }
      }
    } catch (IOException e) {
      used.clear();
    }
  }
}
