package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Public models on public pictures, against detections that a second program found: the published
 * normalisation, decoding and suppression in NumPy and double precision, on the outputs of bare
 * ONNX Runtime for the same letterboxed pixels.
 */
@Tag("shared-data")
class ReferenceDetectionsTest {
  private static final double BOX_PX = 1;
  private static final double SCORE = 1e-3;
  private static final CameraId CAMERA = new CameraId("reference");

  /** One line of the reference; the box in pixels of the picture. */
  record Expected(String label, double score, List<Double> box) {}

  /** Which picture of which file. */
  record Place(String file, long frame) {}

  private final Path folder;

  ReferenceDetectionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void nanoDetAgreesWithTheReference() throws IOException {
    assertAgrees(Cards.nanoDet(Cards.cocoLabels()), "nanodet_m_416.onnx", "nanodet.csv");
  }

  @Test
  void picoDetAgreesWithTheReference() throws IOException {
    assertAgrees(Cards.picoDet(Cards.cocoLabels()), "picodet_s_416_coco.onnx", "picodet.csv");
  }

  private void assertAgrees(ModelCard card, String onnx, String reference) throws IOException {
    ModelPackage model = ModelPackage.save(folder, card, Cards.onnx(onnx));
    Map<Place, List<Expected>> expected = read(reference);
    assertThat(expected).hasSize(6);
    try (var detector = Detector.open(model, 1)) {
      for (Map.Entry<Place, List<Expected>> picture : expected.entrySet()) {
        try (var source = open(picture.getKey(), model.inputSize());
            Frame frame = frame(source, picture.getKey().frame())) {
          assertEqual(detector.detect(frame), frame.letterbox(), picture);
        }
      }
    }
  }

  private static void assertEqual(
      List<Detection> found, Letterbox size, Map.Entry<Place, List<Expected>> picture) {
    List<Expected> expected = picture.getValue();
    assertThat(found).as("%s", picture.getKey()).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Detection detection = found.get(i);
      String what = "%s of %s".formatted(expected.get(i), picture.getKey());
      assertThat(detection.label()).as(what).hasToString(expected.get(i).label());
      assertThat(detection.score()).as(what).isCloseTo(expected.get(i).score(), within(SCORE));
      List<Double> sides = sides(detection, size);
      for (int side = 0; side < 4; side++) {
        assertThat(sides.get(side))
            .as(what)
            .isCloseTo(expected.get(i).box().get(side), within(BOX_PX));
      }
    }
  }

  private static List<Double> sides(Detection detection, Letterbox size) {
    return List.of(
        detection.box().left() * size.sourceWidthPx(),
        detection.box().top() * size.sourceHeightPx(),
        detection.box().right() * size.sourceWidthPx(),
        detection.box().bottom() * size.sourceHeightPx());
  }

  private static FrameSource open(Place place, InputSize size) {
    Path file = Cards.sharedData().resolve(place.file());
    return ImageFolder.isPicture(file)
        ? ImageFolder.of(List.of(file), CAMERA, size, Instant.EPOCH)
        : VideoFile.open(file.toString(), CAMERA, size, Instant.EPOCH);
  }

  private static Frame frame(FrameSource source, long sequence) {
    Frame frame = source.next().orElseThrow();
    while (frame.sequence() < sequence) {
      frame.close();
      frame = source.next().orElseThrow();
    }
    return frame;
  }

  private static Map<Place, List<Expected>> read(String reference) throws IOException {
    Map<Place, List<Expected>> read = new LinkedHashMap<>();
    try (InputStream csv = ReferenceDetectionsTest.class.getResourceAsStream(reference)) {
      for (String line : new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split(", ", -1);
          var place = new Place(fields[0], Long.parseLong(fields[1]));
          var box = new ArrayList<Double>();
          for (int i = 4; i < 8; i++) {
            box.add(Double.parseDouble(fields[i]));
          }
          var expected = new Expected(fields[2], Double.parseDouble(fields[3]), List.copyOf(box));
          read.computeIfAbsent(place, key -> new ArrayList<>()).add(expected);
        }
      }
    }
    return read;
  }
}
