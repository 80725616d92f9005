package dev.sitewarden.edge.live;

import dev.sitewarden.domain.site.CameraId;
import java.util.List;
import java.util.Optional;

/** Where zones and rules are kept; {@code app} says where. Called on the connections' threads. */
public interface ZoneStore {
  /** What is in force on a camera. */
  Drawing read(CameraId camera);

  /**
   * Keeps what somebody drew and puts it in force, or leaves everything as it was.
   *
   * @param camera whose zones are replaced; rules are replaced for all cameras
   * @param version of the drawing that was changed
   * @param json as {@link Drawing#json()}
   */
  Outcome write(CameraId camera, String version, String json);

  /**
   * Zones and rules as they stand.
   *
   * @param json {@code {"zones": {"hazard": {..}}, "rules": {..}}}: the camera's part of the
   *     settings document's zones, and all of its rules, with the document's own keys
   * @param version changes with anything in the settings
   * @param labels what rules may watch for
   * @param readOnly why it cannot be changed here, if so, in one sentence
   */
  record Drawing(String json, String version, List<String> labels, Optional<String> readOnly) {
    public Drawing {
      labels = List.copyOf(labels);
    }
  }

  /** What came of writing. */
  sealed interface Outcome {
    /** It is kept and in force. */
    record Written(String version) implements Outcome {}

    /** Somebody else changed the settings since they were read. */
    record Stale(String version) implements Outcome {}

    /** It breaks a rule of the settings document, which the sentence names. */
    record Refused(String sentence) implements Outcome {}
  }

  /** For an edge whose zones come from somewhere else. */
  static ZoneStore readOnly(String why) {
    return new ZoneStore() {
      @Override
      public Drawing read(CameraId camera) {
        return new Drawing("{\"zones\":{},\"rules\":{}}", "0", List.of(), Optional.of(why));
      }

      @Override
      public Outcome write(CameraId camera, String version, String json) {
        return new Outcome.Refused(why);
      }
    };
  }
}
