package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.PacketTap;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A camera that comes back: whenever it stops it is opened again, for ever, and its observer is
 * told. Capture instants are those of the device's clock and never go back. Read by the capture
 * thread.
 */
public final class LiveCamera implements FrameSource {
  private static final Logger LOG = System.getLogger(LiveCamera.class.getName());

  /** A camera whose clock leaps all the time is told of once in this time. */
  private static final Duration BETWEEN_JUMPS = Duration.ofMinutes(1);

  /** Two frames of a camera are never of one instant, over a break either. */
  private static final Duration LEAST_STEP = Duration.ofMillis(1);

  /** Opens the camera, or throws what is to be told. */
  @FunctionalInterface
  public interface Opener {
    FrameSource open(Epoch epoch, PacketTap tap);
  }

  private final CameraId camera;
  private final Opener opener;
  private final JumpTap tap;
  private final Backoff backoff;
  private final CameraObserver observer;
  private final InstantSource clock;
  private final WallClock wall;
  private Optional<FrameSource> source = Optional.empty();
  private volatile boolean restartAsked;
  private boolean lost;
  private Instant opened = Instant.MIN;
  private Instant lastCaptured = Instant.MIN;
  private Instant lastJump = Instant.MIN;

  /**
   * Opens nothing yet: that is the capture thread's work, for it may take long.
   *
   * @param tap gets every encoded packet
   */
  public LiveCamera(
      CameraId camera,
      Opener opener,
      PacketTap tap,
      Backoff backoff,
      CameraObserver observer,
      InstantSource clock) {
    this.camera = camera;
    this.opener = opener;
    this.tap = new JumpTap(tap, this::cameraJumped);
    this.backoff = backoff;
    this.observer = observer;
    this.clock = clock;
    this.wall = new WallClock(clock, System::nanoTime);
  }

  /** Opens it anew before its next frame; one that is silent is opened anew as ever. Any thread. */
  public void restart() {
    restartAsked = true;
  }

  /** The next frame, however long that takes; empty if the thread was interrupted. */
  @Override
  public Optional<Frame> next() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        followClock();
        followRestart();
        Optional<Frame> frame = current().next();
        if (frame.isPresent()) {
          seen(frame.get().capturedAt());
          return frame;
        }
        stopped("camera %s ended its stream".formatted(camera));
      } catch (UncheckedIOException e) {
        stopped(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) { // our mistake or FFmpeg's; a camera that stays lost is worse
        LOG.log(Level.ERROR, "reading camera %s failed, it is opened anew".formatted(camera), e);
        stopped("camera %s could not be read: %s".formatted(camera, e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private FrameSource current() {
    if (source.isEmpty()) {
      Instant notBefore =
          lastCaptured.equals(Instant.MIN) ? lastCaptured : lastCaptured.plus(LEAST_STEP);
      source = Optional.of(opener.open(Epoch.now(clock, notBefore), tap));
      opened = clock.instant();
    }
    return source.get();
  }

  private void seen(Instant capturedAt) {
    lastCaptured = capturedAt;
    if (lost) {
      lost = false;
      observer.returned(camera, capturedAt);
    }
  }

  private void stopped(String reason) {
    if (source.isPresent()) {
      close();
      backoff.lasted(Duration.between(opened, clock.instant()));
    }
    if (Thread.currentThread().isInterrupted()) {
      return; // somebody stops us, not the camera
    }
    if (!lost) {
      lost = true;
      observer.lost(camera, clock.instant(), reason);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(backoff.next().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void followRestart() {
    if (restartAsked) {
      restartAsked = false;
      close();
    }
  }

  /** A clock that was set forward begins the stream anew; one that was set back is ignored. */
  private void followClock() {
    Duration step = wall.step();
    if (step.isPositive()) {
      jumped(step, "this device's clock was set forward by %s s; camera %s begins anew");
      close();
    } else if (step.isNegative()) {
      jumped(step, "this device's clock was set back by %s s; camera %s stays ahead of it");
    }
  }

  private void cameraJumped(Duration by) {
    jumped(by, "camera times leapt by %s s; camera %s goes on by the arrival of its pictures");
  }

  private void jumped(Duration by, String text) {
    Instant now = clock.instant();
    boolean quiet =
        !lastJump.equals(Instant.MIN)
            && Duration.between(lastJump, now).abs().compareTo(BETWEEN_JUMPS) < 0;
    if (!quiet) {
      lastJump = now;
      Instant at = lastCaptured.equals(Instant.MIN) ? now : lastCaptured;
      long seconds = Math.round(by.abs().toMillis() / 1000.0);
      observer.clockJumped(camera, at, by, text.formatted(seconds, camera));
    }
  }

  @Override
  public void close() {
    source.ifPresent(FrameSource::close);
    source = Optional.empty();
  }
}
