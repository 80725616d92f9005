package dev.sitewarden.edge.app;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.media.Hold;
import dev.sitewarden.edge.media.LegalHolds;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Holds and releases what a device keeps, for whoever asks: the command line and the hub. Each is
 * said in the log.
 *
 * @param state folder of the device
 */
record HoldMethods(Path state, LegalHolds holds) {
  private static final Logger LOG = System.getLogger(HoldMethods.class.getName());

  /**
   * Holds a time of a camera; the same time is the same hold.
   *
   * @param incident names the hold, so that all of its evidence is held too, whenever it was made
   * @throws IllegalArgumentException in one sentence for who asked
   */
  Hold hold(CameraId camera, Instant from, Instant to, Optional<String> incident, String reason) {
    if (!Files.isDirectory(StateFolder.camera(state, camera).folder())) {
      throw new IllegalArgumentException(
          "nothing is kept of camera %s below %s; cameras there: %s"
              .formatted(camera, state, StateFolder.cameras(state)));
    }
    Hold unnamed = Hold.of(camera, from, to, reason);
    Hold hold = new Hold(incident.orElse(unnamed.name()), camera, from, to, reason);
    holds.hold(hold);
    LOG.log(
        Level.INFO,
        "legal hold {0} of camera {1}, {2} to {3}: {4}",
        hold.name(),
        camera,
        from,
        to,
        reason);
    return hold;
  }

  /** Ends a hold; false if there is none of that name. */
  boolean release(String name) {
    boolean isDone = holds.release(name);
    LOG.log(Level.INFO, "legal hold {0} {1}", name, isDone ? "is released" : "is not known");
    return isDone;
  }

  /** {@code {"camera", "from", "to", "reason", "incident"?}} as a direct method has it. */
  String hold(String json) {
    Map<String, Object> asked = parse(json);
    Hold hold =
        hold(
            new CameraId(text(asked, "camera")),
            instant(asked, "from"),
            instant(asked, "to"),
            asked.containsKey("incident") ? Optional.of(text(asked, "incident")) : Optional.empty(),
            text(asked, "reason"));
    return hold.name();
  }

  /** {@code {"hold"}} as a direct method has it; the name that was asked for. */
  String release(Map<String, Object> asked) {
    String name = text(asked, "hold");
    if (!release(name)) {
      throw new IllegalArgumentException("there is no hold '%s'".formatted(name));
    }
    return name;
  }

  static Map<String, Object> parse(String json) {
    return DesiredPropertiesCodec.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Map<String, Object> asked, String key) {
    if (asked.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("%s must be a text, got %s".formatted(key, asked.get(key)));
  }

  private static Instant instant(Map<String, Object> asked, String key) {
    String text = text(asked, key);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be an instant such as 2026-01-01T08:00:00Z, got '%s'".formatted(key, text), e);
    }
  }
}
