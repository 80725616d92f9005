package dev.sitewarden.edge.doctor;

import dev.sitewarden.domain.fleet.CameraSettings;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.edge.capture.CameraSource;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.InputSizes;
import dev.sitewarden.inference.frame.Login;
import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.VideoOptions;
import dev.sitewarden.inference.frame.VideoStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens a camera and counts its frames for some seconds.
 *
 * @param opener opens it as the edge would
 * @param isLive whether its rate says something; a file is read as fast as it goes
 * @param watched for how long
 */
record CameraCheck(String name, Supplier<FrameSource> opener, boolean isLive, Duration watched)
    implements Check {
  private static final double SLOW = 5;

  /** The frames are counted, not looked at. */
  private static final InputSize SMALL = new InputSize(64, 64);

  private static final PacketTap NO_TAP =
      new PacketTap() {
        @Override
        public void opened(VideoStream stream) {}

        @Override
        public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {}
      };

  /**
   * A camera of the settings.
   *
   * @param source as the settings have it, a file with its folder
   * @param secrets where the file with its login lies
   */
  static CameraCheck of(
      CameraSettings camera, String source, Path secrets, InstantSource clock, Duration watched) {
    return new CameraCheck(
        camera.id().value(),
        () -> {
          Optional<Login> login = camera.login().map(secrets::resolve).map(Login::read);
          var options =
              VideoOptions.defaults()
                  .withLogin(login)
                  .withCertificate(camera.certificate().map(secrets::resolve));
          return new CameraSource(source, options)
              .open(camera.id(), InputSizes.of(SMALL), Epoch.at(clock.instant()), NO_TAP);
        },
        CameraSource.of(source).isLive(),
        watched);
  }

  @Override
  public List<Finding> findings() {
    String subject = "camera " + name;
    try (FrameSource source = opener.get()) {
      return List.of(watch(subject, source));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              subject,
              String.valueOf(e.getMessage()),
              "check that it has power and network, its address in the settings, and user:password in the secrets' file that login names"));
    }
  }

  private Finding watch(String subject, FrameSource source) {
    long frames = 0;
    Optional<Letterbox> size = Optional.empty();
    long start = System.nanoTime();
    long first = start;
    while (System.nanoTime() - start < watched.toNanos()) {
      Optional<Frame> next = source.next();
      if (next.isEmpty()) {
        break;
      }
      try (Frame frame = next.get()) {
        size = Optional.of(frame.letterbox());
        first = frames == 0 ? System.nanoTime() : first;
        frames++;
      }
    }
    if (size.isEmpty()) {
      return Finding.fail(
          subject,
          "it opens and gives no frame",
          "look at its picture with another program, restart it, and check that it streams H.264, H.265 or MJPEG");
    }
    double rate = (frames - 1) / Math.max(1e-9, (System.nanoTime() - first) / 1e9);
    return judge(subject, size.get(), rate, Duration.ofNanos(first - start));
  }

  private Finding judge(String subject, Letterbox size, double rate, Duration untilFirst) {
    String text =
        "%dx%d, %.1f frames/s%s, the first after %.1f s"
            .formatted(
                size.sourceWidthPx(),
                size.sourceHeightPx(),
                rate,
                isLive ? "" : " as fast as it can be read",
                untilFirst.toMillis() / 1e3);
    return isLive && rate < SLOW
        ? Finding.warn(
            subject,
            text,
            "raise its frame rate, or take a lower resolution if the network is too slow")
        : Finding.ok(subject, text);
  }
}
