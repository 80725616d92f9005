package dev.sitewarden.edge.twin;

import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import java.util.Map;

/**
 * What reads and answers desired properties is fuzzed with, by {@code fuzz.sh twin}: any bytes are
 * read or refused in a sentence, and the answer is JSON that a hub takes.
 */
public final class DesiredFuzz {
  /** Of all reported properties together. */
  private static final int HUB_LIMIT_BYTES = 32 << 10;

  private DesiredFuzz() {}

  /** Called by Jazzer, by this name. */
  public static void fuzzerTestOneInput(byte[] data) {
    Map<String, Object> wanted;
    try {
      wanted = DesiredPropertiesCodec.parse(data);
    } catch (IllegalArgumentException e) {
      return;
    }
    var reported = new ReportedProperties(DesiredPropertiesCodec.KEYS);
    Acknowledgement answer = answer(wanted);
    wanted.keySet().forEach(key -> reported.put(key, answer));
    byte[] json = reported.toJson();
    if (json.length > HUB_LIMIT_BYTES) {
      throw new IllegalStateException("an answer of %d bytes".formatted(json.length));
    }
    DesiredPropertiesCodec.parse(json);
  }

  private static Acknowledgement answer(Map<String, Object> wanted) {
    try {
      DesiredPropertiesCodec.read(wanted);
      return Acknowledgement.done(1);
    } catch (IllegalArgumentException e) {
      return Acknowledgement.refused(1, String.valueOf(e.getMessage()));
    }
  }
}
