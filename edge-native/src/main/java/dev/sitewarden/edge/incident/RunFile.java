package dev.sitewarden.edge.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pass that is going on, kept in a file so that the next process goes on with it after a power
 * cut: the same instants, hence the same incidents. Missing when none is.
 */
public final class RunFile {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;

  public RunFile(Path file) {
    this.file = file;
  }

  /** The pass that an earlier process did not end; a file that says something else is none. */
  public Optional<Run> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
      return Optional.of(
          new Run(
              fields.getOrDefault("source", ""),
              fields.getOrDefault("camera", ""),
              Instant.parse(fields.getOrDefault("epoch", "")),
              Instant.parse(fields.getOrDefault("started", ""))));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Remembers a pass; it is on the disk when this returns. */
  public void write(Run run) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("source", run.source());
      json.writeStringField("camera", run.camera());
      json.writeStringField("epoch", run.epoch().toString());
      json.writeStringField("started", run.started().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    DurableFile.write(file, bytes.toByteArray());
  }

  /** The pass is over. */
  public void remove() {
    DurableFile.remove(file);
  }
}
