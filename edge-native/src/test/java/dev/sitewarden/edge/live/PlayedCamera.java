package dev.sitewarden.edge.live;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.TrackId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The detection thread of a camera that sees the clip of the worksite, 200 frames a second. */
final class PlayedCamera {
  static final CameraId GATE = new CameraId("gate");
  static final int WIDTH = 768;
  static final int HEIGHT = 432;
  static final Instant EPOCH = Instant.parse("2026-01-01T08:00:00Z");
  static final Zone HAZARD =
      new Zone(
          new ZoneId("hazard"),
          "Hazard zone",
          new Polygon(List.of(new Point(0.2, 0.3), new Point(0.7, 0.3), new Point(0.6, 0.9))),
          Anchor.CENTRE,
          List.of(Rule.missingPpe()));
  static final Track BARE_HEAD =
      new Track(
          new TrackId(7),
          new Detection(new Label("head"), 0.91, new BoundingBox(0.45, 0.4, 0.5, 0.5)),
          12);
  static final Count WENT_IN = new Count(HAZARD.id(), new RuleId("line"), "in", 3);

  private static final Path CLIP =
      Path.of(System.getProperty("sitewarden.root", ".."), "demo/worksite/worksite.mp4");
  private static final long PERIOD_NANOS = 5_000_000;

  private final LiveView view;
  private final AtomicLong shown = new AtomicLong();
  private final Thread detection;
  private volatile boolean stopped;

  PlayedCamera(LiveView view) {
    this.view = view;
    this.detection = Thread.ofPlatform().name("detection").start(this::play);
  }

  private void play() {
    while (!stopped) {
      try (var clip = VideoFile.open(CLIP.toString(), GATE, new InputSize(64, 64), EPOCH)) {
        for (var next = clip.next(); next.isPresent() && !stopped; next = clip.next()) {
          try (Frame frame = next.get()) {
            show(frame);
          }
        }
      }
    }
  }

  private void show(Frame frame) {
    view.show(frame, List.of(BARE_HEAD), List.of(HAZARD), List.of(WENT_IN));
    shown.incrementAndGet();
    LockSupport.parkNanos(PERIOD_NANOS); // a camera's own beat
  }

  /** Frames shown so far. */
  long shown() {
    return shown.get();
  }

  void stop() throws InterruptedException {
    stopped = true;
    detection.join();
  }
}
