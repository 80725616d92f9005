package dev.sitewarden.domain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.dataset.CocoCodec;
import dev.sitewarden.domain.dataset.LabelledBox;
import dev.sitewarden.domain.dataset.LabelledFrame;
import dev.sitewarden.domain.vision.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures that pycocotools has for 100 pictures of COCO val2014, to 1e-6. */
@Tag("shared-data")
class ReferenceMetricsTest {
  private static final Path FIXTURES =
      Path.of(
          System.getProperty("sitewarden.shared-data"),
          "fixtures/detection-metrics/review_object_detection_metrics/tests");
  private static final Path DETECTIONS =
      FIXTURES.resolve("test_coco_eval/dets/sampled_bbox_results.json");
  private static final Path OBJECTS =
      FIXTURES.resolve("test_coco_eval/gts/sampled_gts_bbox_area.json");
  private static final Pattern SCORE =
      Pattern.compile("\"image_id\": (\\d+), \"category_id\"[^}]*\"score\": ([0-9.e-]+)");

  @Test
  void theTwelveFiguresAgreeWithTheReference() throws IOException {
    List<ImageTruth> truths = new ArrayList<>();
    List<List<Detection>> detections = new ArrayList<>();
    Map<Integer, LabelledFrame> detected = frames(DETECTIONS);
    Map<Integer, Deque<Double>> scores = scores();
    frames(OBJECTS)
        .forEach(
            (id, frame) -> {
              truths.add(truth(frame));
              Deque<Double> next = scores.getOrDefault(id, new ArrayDeque<>());
              detections.add(
                  Objects.requireNonNull(detected.get(id)).boxes().stream()
                      .map(b -> scored(b, next))
                      .toList());
            });

    CocoSummary summary = CocoEvaluation.of(truths, detections).summary();

    String expected = Files.readString(FIXTURES.resolve("expected.json"));
    assertThat(truths).hasSize(100);
    assertThat(named(summary))
        .allSatisfy(
            (key, figure) ->
                assertThat(figure.orElseThrow()).isCloseTo(number(expected, key), within(1e-6)));
  }

  private static Map<String, OptionalDouble> named(CocoSummary summary) {
    Map<String, OptionalDouble> figures = new LinkedHashMap<>();
    figures.put("AP", summary.ap());
    figures.put("AP50", summary.ap50());
    figures.put("AP75", summary.ap75());
    figures.put("APsmall", summary.apSmall());
    figures.put("APmedium", summary.apMedium());
    figures.put("APlarge", summary.apLarge());
    figures.put("AR1", summary.ar1());
    figures.put("AR10", summary.ar10());
    figures.put("AR100", summary.ar100());
    figures.put("ARsmall", summary.arSmall());
    figures.put("ARmedium", summary.arMedium());
    figures.put("ARlarge", summary.arLarge());
    return figures;
  }

  private static ImageTruth truth(LabelledFrame frame) {
    List<GroundTruth> objects =
        frame.boxes().stream().map(b -> GroundTruth.object(b.label(), b.box())).toList();
    return new ImageTruth(frame.widthPx(), frame.heightPx(), objects);
  }

  private static Detection scored(LabelledBox box, Deque<Double> scores) {
    return new Detection(box.label(), scores.pop(), box.box());
  }

  /** By the number in the file's name, in its order, as the reference goes through them. */
  private static SortedMap<Integer, LabelledFrame> frames(Path file) throws IOException {
    SortedMap<Integer, LabelledFrame> frames = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (LabelledFrame frame : CocoCodec.read(in).frames()) {
        frames.put(
            Integer.valueOf(frame.image().replaceAll(".*_0*([1-9]\\d*)\\.jpg", "$1")), frame);
      }
    }
    return frames;
  }

  /** Scores by picture, in the order of the file: the codec has no use for them. */
  private static Map<Integer, Deque<Double>> scores() throws IOException {
    Map<Integer, Deque<Double>> scores = new HashMap<>();
    Matcher matcher = SCORE.matcher(Files.readString(DETECTIONS));
    while (matcher.find()) {
      scores
          .computeIfAbsent(Integer.valueOf(matcher.group(1)), key -> new ArrayDeque<>())
          .add(Double.valueOf(matcher.group(2)));
    }
    return scores;
  }

  private static double number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\": ([0-9.]+)").matcher(json);
    assertThat(matcher.find()).as(key).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
