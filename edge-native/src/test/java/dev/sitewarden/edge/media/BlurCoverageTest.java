package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much of the heads that are really in the demo's clip is hidden, with the bundled model. */
class BlurCoverageTest {
  private static final Path MODEL =
      Path.of(System.getProperty("sitewarden.root", ""), "models/ppe");
  private static final Map<Integer, List<Detection>> TRUTH =
      Worksite.truth(Set.of("head", "helmet"));
  private static final int PROBES = 20;

  @Test
  void noHeadIsMoreThanHalfVisibleAndHardlyAnyOfThemAtAll() {
    Map.Entry<Integer, List<Detection>> first = TRUTH.entrySet().iterator().next();
    var incident =
        Worksite.incident(Worksite.at(first.getKey()), first.getValue().getFirst()).data();
    BlurPlan plan = new BlurPlan(new Privacy(Blur.ALL, List.of()), incident, seen());

    double least = 1;
    double sum = 0;
    int heads = 0;
    for (var frame : TRUTH.entrySet()) {
      List<BoundingBox> hidden = plan.hidden(Worksite.at(frame.getKey()));
      for (Detection head : frame.getValue()) {
        double share = share(head.box(), hidden);
        least = Math.min(least, share);
        sum += share;
        heads++;
      }
    }

    assertThat(heads).isEqualTo(652);
    assertThat(least).isGreaterThan(0.5);
    assertThat(sum / heads).isGreaterThan(0.98); // 0.993 measured
  }

  private static List<SeenFrame> seen() {
    ModelPackage model = ModelPackage.open(MODEL);
    List<SeenFrame> seen = new ArrayList<>();
    try (var detector = Detector.open(model, 1);
        var video =
            VideoFile.open(
                Clips.WORKSITE.toString(), Worksite.GATE, model.inputSize(), Clips.START)) {
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          List<Detection> detections = detector.detect(frame);
          seen.add(new SeenFrame(frame.capturedAt(), detections, detections));
        }
      }
    }
    return seen;
  }

  /** Share of a box that lies in any of the others. */
  private static double share(BoundingBox box, List<BoundingBox> others) {
    int inside = 0;
    for (int i = 0; i < PROBES * PROBES; i++) {
      double x = box.left() + (Math.floorMod(i, PROBES) + 0.5) / PROBES * box.width();
      double y = box.top() + (Math.floorDiv(i, PROBES) + 0.5) / PROBES * box.height();
      if (others.stream()
          .anyMatch(o -> x >= o.left() && x <= o.right() && y >= o.top() && y <= o.bottom())) {
        inside++;
      }
    }
    return inside / (double) (PROBES * PROBES);
  }
}
