package dev.sitewarden.edge.identity;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the provisioning service answered: which hub, and under which name. Kept on the disk, so
 * that a device starts without the service.
 */
record Assignment(String hub, DeviceId device) {
  private static final Logger LOG = System.getLogger(Assignment.class.getName());
  private static final JsonFactory JSON = new JsonFactory();

  /** What the file holds for that enrolment; empty if it holds nothing or another's. */
  static Optional<Assignment> read(Path file, String enrolment) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonTexts texts = JsonTexts.read(Files.readString(file));
      return texts.get("/enrolment").equals(enrolment)
          ? Optional.of(new Assignment(texts.get("/hub"), new DeviceId(texts.get("/device"))))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "{0} is no assignment ({1}); the device registers anew",
          file,
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Writes it so that a power cut leaves the old or the new one. */
  void write(Path file, String enrolment) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("enrolment", enrolment);
      json.writeStringField("hub", hub);
      json.writeStringField("device", device.value());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    DurableFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
