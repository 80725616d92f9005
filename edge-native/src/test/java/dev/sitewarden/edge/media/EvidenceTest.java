package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.Evidence.Kind;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.edge.capture.PacketRing;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.IncidentRecord;
import dev.sitewarden.edge.incident.Journal;
import dev.sitewarden.inference.frame.ClipReader;
import dev.sitewarden.inference.frame.FrameSource;
import dev.sitewarden.inference.frame.ImageFolder;
import dev.sitewarden.inference.frame.InputSize;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of the demo's bare head, with the ground truth in place of a model. */
class EvidenceTest {
  private static final InputSize INPUT = new InputSize(64, 64);
  private static final int FIRED = 100;
  private static final Map<Integer, List<Detection>> TRUTH =
      Worksite.truth(Set.of("head", "helmet"));

  /** How many pixels of the snapshot make one of the thumbnail, in each direction. */
  private static final int SMALLER = 4;

  private final Path folder;
  private final List<Kind> handedOver = new CopyOnWriteArrayList<>();

  EvidenceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void othersAreUnrecognisableInTheSnapshotAndTheSubjectIsNot() throws Exception {
    Path blurred = make("blurred", Privacy.defaults());
    Path clean = make("clean", new Privacy(Blur.NONE, List.of()));

    ByteBuffer of = picture(blurred);
    ByteBuffer original = picture(clean);
    for (Detection head : TRUTH.getOrDefault(FIRED, List.of())) {
      if (head.equals(subject())) {
        assertThat(difference(of, original, head.box())).isLessThan(2);
      } else {
        assertThat(detail(of, head.box())).isLessThan(detail(original, head.box()) / 2);
      }
    }
  }

  @Test
  void theThumbnailIsThePaintedSnapshotMadeSmall() throws Exception {
    Path made = make("small", Privacy.defaults());

    ByteBuffer whole = picture(made);
    try (var pictures = open(made, "thumbnail.jpg");
        Frame small = pictures.next().orElseThrow()) {
      assertThat(small.letterbox().sourceWidthPx()).isEqualTo(Worksite.WIDTH_PX / SMALLER);
      assertThat(small.letterbox().sourceHeightPx()).isEqualTo(Worksite.HEIGHT_PX / SMALLER);
      assertThat(differenceOfScenes(small.picture(), whole)).isLessThan(4);
    }
    assertThat(Files.size(made.resolve("thumbnail.jpg"))).isBetween(1_000L, 10_000L);
  }

  @Test
  void theThumbnailIsHandedOverBeforeTheSnapshot() throws Exception {
    make("order", Privacy.defaults());

    assertThat(handedOver)
        .containsExactly(Kind.THUMBNAIL, Kind.SNAPSHOT, Kind.DETECTIONS, Kind.CLIP);
  }

  @Test
  void othersAreUnrecognisableInTheClipAndTheSubjectIsNot() throws Exception {
    Path blurred = make("blurred", Privacy.defaults());

    try (var clip = open(blurred.resolve("clip.mp4"), Worksite.at(FIRED - 30));
        var original = open(Clips.WORKSITE, Clips.START)) {
      int frames = 0;
      for (var next = clip.next(); next.isPresent(); next = clip.next()) {
        try (Frame frame = next.get()) {
          try (Frame before = frameAt(original, frame.capturedAt())) {
            assertThatOthersAreHidden(frame, before);
          }
          frames++;
        }
      }
      assertThat(frames).isEqualTo(81); // 3 s before, the frame itself, 5 s after
    }
  }

  private static void assertThatOthersAreHidden(Frame frame, Frame before) {
    int index = Worksite.frame(before.capturedAt());
    for (Detection head : TRUTH.getOrDefault(index, List.of())) {
      if (head.label().equals(subject().label())) {
        assertThat(difference(frame.picture(), before.picture(), head.box())).isLessThan(8);
      } else {
        assertThat(detail(frame.picture(), head.box()))
            .isLessThan(0.75 * detail(before.picture(), head.box()));
      }
    }
  }

  @Test
  void equalInputMakesEqualEvidence() throws Exception {
    Path one = make("one", Privacy.defaults());
    Path two = make("two", Privacy.defaults());

    for (String file : List.of("thumbnail.jpg", "snapshot.jpg", "clip.mp4", "detections.json")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
    }
  }

  @Test
  void privacyPolygonsAreBlackInSnapshotAndClipEvenWithoutBlur() throws Exception {
    Polygon corner = new Polygon(List.of(new Point(0, 0), new Point(0.5, 0), new Point(0, 0.5)));

    Path made = make("covered", new Privacy(Blur.NONE, List.of(corner)));

    assertThat(picture(made).get(0) & 0xff).isLessThan(24);
    try (var clip = open(made.resolve("clip.mp4"), Clips.START);
        Frame first = clip.next().orElseThrow()) {
      assertThat(first.picture().get(0) & 0xff).isLessThan(24);
      assertThat(first.picture().get(100 * Worksite.WIDTH_PX + 40) & 0xff).isLessThan(24);
    }
  }

  @Test
  void packetsAreCopiedWhereNothingIsHidden() throws Exception {
    Path made = make("clean", new Privacy(Blur.NONE, List.of()));

    byte[] clip = Files.readAllBytes(made.resolve("clip.mp4"));
    assertThat(new String(clip, StandardCharsets.ISO_8859_1)).contains("avc1");
    assertThat(clip.length).isLessThan(2_500_000);
    try (var reader = new ClipReader(made.resolve("clip.mp4"));
        var source = new ClipReader(Clips.WORKSITE)) {
      assertThat(reader.stream().extradata()).isEqualTo(source.stream().extradata());
    }
  }

  /** The cable is cut two seconds after the incident, and no frame says that five have passed. */
  @Test
  void whatWasSeenUntilACameraWasLostIsMadeAsSoonAsThePostRollIsOver() throws Exception {
    PacketRing ring = new PacketRing(16 << 20);
    ring.begin(Clips.START);
    Journal journal = Journal.open(folder.resolve("journal"), new WriteMeter(Clips.NOW));
    IncidentRecord incident = Worksite.incident(Worksite.at(FIRED), subject());
    Path made = folder.resolve("lost").resolve(incident.id().toString());
    try (var video =
            VideoFile.open(Clips.WORKSITE.toString(), Worksite.GATE, INPUT, Clips.START, ring);
        var workshop =
            new Workshop(
                folder.resolve("lost"),
                Worksite.SOURCE,
                journal,
                (file, stored) -> new Handover.Kept(),
                new WriteMeter(Clips.NOW))) {
      var maker = new EvidenceMaker(MediaConfig.defaults(), ring, workshop);
      see(video, maker, incident, FIRED + 20);

      maker.tend(Worksite.at(FIRED).plusSeconds(9));
      assertThat(made.resolve("detections.json")).doesNotExist();
      maker.tend(Worksite.at(FIRED).plusSeconds(11));
      workshop.finish();
    }

    try (var clip = new ClipReader(made.resolve("clip.mp4"))) {
      assertThat(clip.stream().extradata()).isNotEmpty();
    }
    assertThat(made.resolve("detections.json")).exists();
  }

  /** Sees so many frames, of which one fires. */
  private static void see(
      FrameSource video, EvidenceMaker maker, IncidentRecord incident, int frames) {
    for (int index = 0; index < frames; index++) {
      Optional<Frame> next = video.next();
      if (next.isEmpty()) {
        return;
      }
      try (Frame frame = next.get()) {
        maker.see(frame, TRUTH.getOrDefault(index, List.of()));
        if (index == FIRED) {
          maker.opened(incident, frame);
        }
      }
    }
  }

  /** Makes the evidence and says where it lies. */
  private Path make(String name, Privacy privacy) throws Exception {
    PacketRing ring = new PacketRing(16 << 20);
    ring.begin(Clips.START);
    Journal journal = Journal.open(folder.resolve(name + "-journal"), new WriteMeter(Clips.NOW));
    Path state = folder.resolve(name);
    IncidentRecord incident = Worksite.incident(Worksite.at(FIRED), subject());
    try (var video =
            VideoFile.open(Clips.WORKSITE.toString(), Worksite.GATE, INPUT, Clips.START, ring);
        var workshop =
            new Workshop(state, Worksite.SOURCE, journal, this::take, new WriteMeter(Clips.NOW))) {
      var maker = new EvidenceMaker(MediaConfig.defaults().withPrivacy(privacy), ring, workshop);
      see(video, maker, incident, Integer.MAX_VALUE);
      maker.finish();
      workshop.finish();
      assertThat(workshop.lost()).isZero();
    }
    return state.resolve(incident.id().toString());
  }

  private Handover take(Path file, CloudEvent stored) {
    handedOver.add(((MediaStored) stored.data()).evidence().kind());
    return new Handover.Kept();
  }

  private static Detection subject() {
    return TRUTH.getOrDefault(FIRED, List.of()).stream()
        .filter(detection -> detection.label().value().equals("head"))
        .findFirst()
        .orElseThrow();
  }

  private static VideoFile open(Path file, Instant epoch) {
    return VideoFile.open(file.toString(), Worksite.GATE, INPUT, epoch);
  }

  private static Frame frameAt(FrameSource source, Instant at) {
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      if (!next.get().capturedAt().isBefore(at)) {
        return next.get();
      }
      next.get().close();
    }
    throw new AssertionError("no frame at " + at);
  }

  private static ByteBuffer picture(Path evidence) throws Exception {
    try (var pictures = open(evidence, "snapshot.jpg");
        Frame frame = pictures.next().orElseThrow()) {
      ByteBuffer copy = ByteBuffer.allocate(frame.picture().remaining());
      return copy.put(frame.picture()).clear();
    }
  }

  private static ImageFolder open(Path evidence, String file) {
    return ImageFolder.of(List.of(evidence.resolve(file)), Worksite.GATE, INPUT, Clips.START);
  }

  /** Mean difference of the small picture's luma and the means of the whole one's blocks. */
  private static double differenceOfScenes(ByteBuffer small, ByteBuffer whole) {
    int width = Worksite.WIDTH_PX / SMALLER;
    int height = Worksite.HEIGHT_PX / SMALLER;
    double sum = 0;
    for (int i = 0; i < width * height; i++) {
      double block = 0;
      for (int pixel = 0; pixel < SMALLER * SMALLER; pixel++) {
        int x = i % width * SMALLER + pixel % SMALLER;
        int y = i / width * SMALLER + pixel / SMALLER;
        block += value(whole, y * Worksite.WIDTH_PX + x);
      }
      sum += Math.abs(value(small, i) - block / (SMALLER * SMALLER));
    }
    return sum / (width * height);
  }

  /** Mean difference between neighbours in a row: what is left of a face's detail. */
  private static double detail(ByteBuffer picture, BoundingBox box) {
    return mean(box, at -> Math.abs(value(picture, at) - value(picture, at + 1)));
  }

  /** Mean difference of two pictures, 0..255. */
  private static double difference(ByteBuffer one, ByteBuffer other, BoundingBox box) {
    return mean(box, at -> Math.abs(value(one, at) - value(other, at)));
  }

  private static int value(ByteBuffer picture, int at) {
    return picture.get(at) & 0xff;
  }

  private static double mean(BoundingBox box, IntUnaryOperator of) {
    long sum = 0;
    long count = 0;
    int right = (int) (box.right() * Worksite.WIDTH_PX) - 1;
    for (int y = (int) (box.top() * Worksite.HEIGHT_PX);
        y < box.bottom() * Worksite.HEIGHT_PX - 1;
        y++) {
      for (int x = (int) (box.left() * Worksite.WIDTH_PX); x < right; x++) {
        sum += of.applyAsInt(y * Worksite.WIDTH_PX + x);
        count++;
      }
    }
    return sum / (double) Math.max(1, count);
  }
}
