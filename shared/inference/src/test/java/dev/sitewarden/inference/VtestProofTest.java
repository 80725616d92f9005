package dev.sitewarden.inference;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.ReadAhead;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public models on a public clip with public ground truth: the whole path must agree with them. */
@Tag("shared-data")
class VtestProofTest {
  private static final int EVERY = 10;
  private static final double MIN_IOU = 0.5;
  private static final double GROUND_TRUTH_SCALE = 0.625; // drawn at 768 px, the clip has 480
  private static final Letterbox CLIP = new Letterbox(480, 360, 480, 360);

  private final Path folder;

  VtestProofTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int found;
  private int wrong;
  private int people;

  @Test
  void yoloxNanoFindsThePeopleOfVtest() throws IOException {
    judgeVtest(Cards.yolox(Cards.cocoLabels()), "yolox_nano_416.onnx");

    assertFound(0.74, 0.88);
  }

  @Test
  void nanoDetFindsThePeopleOfVtest() throws IOException {
    judgeVtest(Cards.nanoDet(Cards.cocoLabels()), "nanodet_m_416.onnx");

    assertFound(0.86, 0.88);
  }

  @Test
  void picoDetFindsThePeopleOfVtest() throws IOException {
    judgeVtest(Cards.picoDet(Cards.cocoLabels()), "picodet_s_416_coco.onnx");

    assertFound(0.76, 0.88);
  }

  private void assertFound(double leastPrecision, double leastRecall) {
    double precision = found / (double) (found + wrong);
    double recall = found / (double) people;
    assertThat(people).isEqualTo(467);
    assertThat(precision).as("precision").isGreaterThanOrEqualTo(leastPrecision);
    assertThat(recall).as("recall").isGreaterThanOrEqualTo(leastRecall);
  }

  /** With the card's thresholds. */
  private void judgeVtest(ModelCard card, String onnx) throws IOException {
    Map<Long, List<BoundingBox>> truth = groundTruth();
    var model = ModelPackage.save(folder, card, Cards.onnx(onnx));
    String clip = Cards.sharedData().resolve("videos/vtest_480x360.avi").toString();
    try (var detector = Detector.open(model, 1);
        var frames =
            new ReadAhead(
                VideoFile.open(clip, new CameraId("vtest"), model.inputSize(), Instant.EPOCH))) {
      for (var next = frames.next(); next.isPresent(); next = frames.next()) {
        try (Frame frame = next.get()) {
          if (frame.sequence() % EVERY == 0) {
            judge(detector.detect(frame), truth.getOrDefault(frame.sequence() + 1, List.of()));
          }
        }
      }
    }
  }

  /** Greedy: the best score first takes the free person that it overlaps most. */
  private void judge(List<Detection> detections, List<BoundingBox> truth) {
    List<BoundingBox> free = new ArrayList<>(truth);
    people += truth.size();
    for (Detection detection : detections) {
      if (detection.label().value().equals("person")) {
        Optional<BoundingBox> match = bestMatch(detection.box(), free);
        match.ifPresent(free::remove);
        found += match.isPresent() ? 1 : 0;
        wrong += match.isPresent() ? 0 : 1;
      }
    }
  }

  private static Optional<BoundingBox> bestMatch(BoundingBox box, List<BoundingBox> free) {
    return free.stream()
        .filter(person -> box.iou(person) >= MIN_IOU)
        .max(Comparator.comparingDouble(box::iou));
  }

  /** MOTChallenge lines: frame (from 1), id, left, top, width, height, ... */
  private static Map<Long, List<BoundingBox>> groundTruth() throws IOException {
    Path file = Cards.sharedData().resolve("videos/nc-mot15/PETS09-S2L1/gt.txt");
    record Person(long frame, BoundingBox box) {}
    return Files.readAllLines(file).stream()
        .map(line -> line.split(",", -1))
        .map(
            fields -> {
              double left = Double.parseDouble(fields[2]) * GROUND_TRUTH_SCALE;
              double top = Double.parseDouble(fields[3]) * GROUND_TRUTH_SCALE;
              double right = left + Double.parseDouble(fields[4]) * GROUND_TRUTH_SCALE;
              double bottom = top + Double.parseDouble(fields[5]) * GROUND_TRUTH_SCALE;
              BoundingBox box = CLIP.toFractions(left, top, right, bottom).orElseThrow();
              return new Person(Long.parseLong(fields[0]), box);
            })
        .collect(groupingBy(Person::frame, mapping(Person::box, toList())));
  }
}
