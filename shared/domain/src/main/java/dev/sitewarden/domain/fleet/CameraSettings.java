package dev.sitewarden.domain.fleet;

import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Masks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One camera of a device.
 *
 * @param source address ({@code rtsp://}, {@code http://}), {@code v4l2:/dev/video0}, file or
 *     folder; without user and password
 * @param login name of the file below the device's {@code secrets} that holds user and password
 * @param certificate name of a file below {@code secrets} with the certificate, in PEM, that a
 *     camera at {@code rtsps://} or {@code https://} shows, or that signed it
 * @param framesPerSecond most frames that are looked at; all of them if empty
 * @param motionGate keeps frames without motion from the model, if given
 * @param ignore areas in which detections do not count
 * @param privacy areas that are painted over before anything is stored or shown
 */
public record CameraSettings(
    CameraId id,
    String source,
    Optional<String> login,
    Optional<String> certificate,
    OptionalDouble framesPerSecond,
    Optional<MotionGateSettings> motionGate,
    List<Polygon> ignore,
    List<Polygon> privacy) {
  private static final Pattern WITH_USER = Pattern.compile("[a-zA-Z0-9+.-]+://[^/]*@.*");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final double MOST_PER_SECOND = 240;

  public CameraSettings {
    ignore = List.copyOf(ignore);
    privacy = List.copyOf(privacy);
    if (source.isBlank()) {
      throw new IllegalArgumentException("camera %s needs a source".formatted(id));
    }
    if (WITH_USER.matcher(source).matches()) {
      throw new IllegalArgumentException(
          "camera %s has user and password in its source; put user:password into a file below the"
                  .formatted(id)
              + " device's secrets and name it as login");
    }
    login.ifPresent(name -> requireFileName("login", name));
    certificate.ifPresent(name -> requireFileName("certificate", name));
    framesPerSecond.ifPresent(CameraSettings::requireRate);
  }

  /** A camera of which nothing but its source is said. */
  public static CameraSettings of(CameraId id, String source) {
    return new CameraSettings(
        id,
        source,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Areas of its picture that are nobody's business. */
  public Masks masks() {
    return new Masks(ignore, privacy);
  }

  private static void requireFileName(String key, String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must name a file of 1..64 letters, digits, '.', '_' or '-', got '%s'"
              .formatted(key, name));
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0 && rate <= MOST_PER_SECOND)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "frames-per-second must be above 0 and at most 240, got " + rate);
    }
  }
}
