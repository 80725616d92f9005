package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.fleet.MotionGateSettings;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps frames in which nothing moved from the model; one per camera, owned by the detection
 * thread.
 *
 * <p>What a gated frame means: the scene is as the model last saw it. So tracker and rules are
 * given {@link #held()}: what the model said of the last few frames that it saw, one after the
 * other and round again. Somebody who stands still thus stays there and keeps his track, his dwell
 * time and his incident. It is several looks and not only the last one, so that a mistake that the
 * model makes in one frame of five stays one of five: repeated alone it would satisfy every "3 of
 * 5".
 *
 * <pre>{@code
 * List<Detection> detections;
 * if (gate.admits(frame)) {
 *   detections = detector.detect(frame);
 *   gate.saw(detections);
 * } else {
 *   detections = gate.held();
 * }
 * }</pre>
 */
public final class MotionGate {
  /** How long the gate stays open after the last motion; then what is held is of a still scene. */
  private static final Duration OPEN_FOR = Duration.ofSeconds(2);

  private final MotionGateSettings settings;
  private final List<Polygon> masks;
  private final RecentLooks looks = new RecentLooks();
  private @Nullable Background background;
  private Instant last = Instant.MIN;
  private Instant lastAdmitted = Instant.MIN;
  private Instant openUntil = Instant.MIN;
  private boolean forced;
  private long admitted;
  private long gated;

  /**
   * @param masks what moves in one of these does not count: ignored and private regions
   */
  public MotionGate(MotionGateSettings settings, List<Polygon> masks) {
    this.settings = settings;
    this.masks = List.copyOf(masks);
  }

  /**
   * Whether the model should see the frame: something moved in it or shortly before, the scene is
   * another one, or nothing was let through for as long as the settings allow.
   */
  public boolean admits(Frame frame) {
    Instant at = frame.capturedAt();
    boolean changed = look(frame, at);
    last = at;
    boolean open = changed || at.isBefore(openUntil);
    forced = !open && !at.isBefore(lastAdmitted.plus(settings.atLeastEvery()));
    if (open || forced) {
      lastAdmitted = at;
      admitted++;
      return true;
    }
    gated++;
    return false;
  }

  /** Whether the model must look, and if something moved, how long the gate stays open. */
  private boolean look(Frame frame, Instant at) {
    Letterbox size = frame.letterbox();
    if (background == null || !background.grid().fits(size)) {
      background = new Background(new LumaGrid(size, masks));
      background.grid().read(frame.picture());
      background.learnAnew();
      openUntil = at.plus(OPEN_FOR);
      return true;
    }
    background.grid().read(frame.picture());
    double seconds = Math.max(0, Duration.between(last, at).toNanos() / 1e9);
    if (background.advance(seconds) >= settings.threshold() && !background.isOtherScene()) {
      openUntil = at.plus(OPEN_FOR);
    }
    return background.isOtherScene();
  }

  /**
   * Takes what the model said of the frame that was admitted last. If that is something else than
   * before although nothing moved, the gate opens: it missed something.
   */
  public void saw(List<Detection> detections) {
    if (forced && !looks.agreesWith(detections)) {
      openUntil = lastAdmitted.plus(OPEN_FOR);
    }
    looks.add(detections);
  }

  /** What is taken to be in a frame that was not admitted; to be asked once a frame. */
  public List<Detection> held() {
    return looks.again();
  }

  /** Frames that went to the model. */
  public long admitted() {
    return admitted;
  }

  /** Frames that the model was spared. */
  public long gated() {
    return gated;
  }
}
