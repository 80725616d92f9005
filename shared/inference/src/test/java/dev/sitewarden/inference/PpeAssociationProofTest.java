package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.PpeAssociation;
import dev.sitewarden.inference.frame.Epoch;
import dev.sitewarden.inference.frame.PacketTap;
import dev.sitewarden.inference.frame.ReadAhead;
import dev.sitewarden.inference.frame.VideoFile;
import dev.sitewarden.inference.frame.VideoOptions;
import dev.sitewarden.inference.frame.VideoStream;
import dev.sitewarden.inference.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A public model of people beside the bundled one of heads, on clips of which the truth is known.
 */
@Tag("shared-data")
class PpeAssociationProofTest {
  private static final Path ROOT = Path.of(System.getProperty("sitewarden.root"));
  private static final double MIN_IOU = 0.5;
  private static final int PERSON = 1;
  private static final int BARE_HEAD = 3;
  private static final PacketTap NO_TAP =
      new PacketTap() {
        @Override
        public void opened(VideoStream stream) {}

        @Override
        public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {}
      };
  private static final Letterbox CLIP = new Letterbox(768, 432, 768, 432);

  private final Path folder;
  private int found;
  private int wrong;
  private int missed;

  PpeAssociationProofTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whoGoesBareheadedAtTheWorksiteIsFoundWithHisFeet() throws IOException {
    Map<Long, List<BoundingBox>> truth = bareheadedPeople();

    watch(
        ROOT.resolve("demo/worksite/worksite.mp4"),
        (frame, without) -> judge(without, new ArrayList<>(truth.getOrDefault(frame, List.of()))));

    assertThat(found + missed).isEqualTo(105);
    assertThat(found / (double) (found + wrong)).as("precision").isGreaterThan(0.94);
    assertThat(found / (double) (found + missed)).as("recall").isGreaterThan(0.87);
  }

  @Test
  void aWorkerWithAHelmetIsNotOneWithout() throws IOException {
    watch(
        Cards.sharedData().resolve("videos/worker-zone-detection.mp4"),
        (frame, without) -> wrong += without.size());

    assertThat(wrong).isZero();
  }

  private void watch(Path clip, BiConsumer<Long, List<Detection>> judge) throws IOException {
    var people = ModelPackage.save(folder, Cards.yolox(Cards.cocoLabels()), Cards.yoloxOnnx());
    var heads = ModelPackage.open(ROOT.resolve("models/ppe"));
    var association = new PpeAssociation();
    try (var detector =
            CombinedDetector.open(List.of(people, heads), DetectorSettings.ofThreads(1));
        var frames =
            new ReadAhead(
                VideoFile.open(
                    clip.toString(),
                    new CameraId("clip"),
                    detector.inputSizes(),
                    Epoch.at(Instant.EPOCH),
                    NO_TAP,
                    VideoOptions.defaults()))) {
      for (var next = frames.next(); next.isPresent(); next = frames.next()) {
        try (Frame frame = next.get()) {
          judge.accept(frame.sequence(), association.derive(detector.detect(frame)));
        }
      }
    }
  }

  private void judge(List<Detection> without, List<BoundingBox> truth) {
    for (Detection detection : without) {
      boolean isRight = truth.removeIf(box -> box.iou(detection.box()) >= MIN_IOU);
      found += isRight ? 1 : 0;
      wrong += isRight ? 0 : 1;
    }
    missed += truth.size();
  }

  /** The boxes of people whose head is bare and in view, by frame. */
  private static Map<Long, List<BoundingBox>> bareheadedPeople() throws IOException {
    JsonObject truth =
        JsonObject.parse(Files.readAllBytes(ROOT.resolve("demo/worksite/ground-truth.json")));
    Set<String> bare = new HashSet<>();
    Map<Long, List<BoundingBox>> people = new HashMap<>();
    for (JsonObject box : truth.objects("annotations")) {
      if (box.integer("category_id") == BARE_HEAD) {
        bare.add(box.integer("image_id") + "/" + box.integer("track_id"));
      }
    }
    for (JsonObject box : truth.objects("annotations")) {
      if (box.integer("category_id") == PERSON
          && bare.contains(box.integer("image_id") + "/" + box.integer("track_id"))) {
        people
            .computeIfAbsent((long) box.integer("image_id"), frame -> new ArrayList<>())
            .add(box(box.numbers("bbox")));
      }
    }
    return people;
  }

  private static BoundingBox box(List<Double> xywh) {
    double left = xywh.get(0);
    double top = xywh.get(1);
    return CLIP.toFractions(left, top, left + xywh.get(2), top + xywh.get(3)).orElseThrow();
  }
}
