package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.capture.EncodedPacket;
import dev.sitewarden.edge.media.Clips.Seen;
import dev.sitewarden.inference.frame.JpegWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuousRecorderTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;

  ContinuousRecorderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyPacketLiesInSegmentsThatBeginWithKeyFrames() {
    RecordingRing ring = ring();
    List<Seen> fed;
    try (var recorder = Clips.recorder(ring)) {
      fed = Clips.feed(recorder, Clips.WORKSITE, 250);
    }

    assertThat(ring.segments()).hasSizeGreaterThan(1);
    assertThat(Clips.packets(ring.segments())).isEqualTo(fed);
    assertThat(ring.segments())
        .allSatisfy(
            segment -> assertThat(Clips.packets(List.of(segment)).getFirst().keyFrame()).isTrue());
    assertThat(ring.segments().getFirst().begin()).isEqualTo(Clips.START);
    assertThat(ring.segments().getLast().end()).isEqualTo(Clips.START.plusMillis(24_900));
  }

  @Test
  void flushedPacketsAreReadableWhileTheSegmentGrows() throws Exception {
    RecordingRing ring = ring();
    try (var recorder = Clips.recorder(ring)) {
      List<Seen> fed = Clips.feed(recorder, Clips.WORKSITE, 33);

      assertThat(recorder.flush(LIMIT)).isTrue();

      assertThat(Clips.packets(ring.covering(Clips.START, Clips.START.plusSeconds(9))))
          .isEqualTo(fed);
    }
  }

  @Test
  void whatAKilledProcessLeftIsTakenOver() throws Exception {
    RecordingRing ring = ring();
    List<Seen> fed;
    Path crashed = Files.createDirectory(folder.resolve("crashed"));
    try (var recorder = Clips.recorder(ring)) {
      fed = Clips.feed(recorder, Clips.WORKSITE, 120);
      assertThat(recorder.flush(LIMIT)).isTrue();
      copyAll(folder.resolve("gate"), crashed);
    }

    RecordingRing after = RecordingRing.open(crashed, Clips.shortSegments(), Holds.NONE, Clips.NOW);

    assertThat(Clips.packets(after.segments())).isEqualTo(fed);
    assertThat(after.segments().getLast().end()).isEqualTo(Clips.START.plusMillis(11_900));
  }

  @Test
  void tornTailIsCutOffAtTheLastWholeFragment() throws Exception {
    RecordingRing ring = ring();
    Path torn = Files.createDirectory(folder.resolve("torn"));
    List<Seen> fed;
    try (var recorder = Clips.recorder(ring)) {
      fed = Clips.feed(recorder, Clips.WORKSITE, 40);
      assertThat(recorder.flush(LIMIT)).isTrue();
      copyAll(folder.resolve("gate"), torn);
    }
    Path unfinished = only(torn);
    try (var channel = Files.newByteChannel(unfinished, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(unfinished) - 5);
    }
    Files.write(unfinished, new byte[1], StandardOpenOption.APPEND);

    RecordingRing after = RecordingRing.open(torn, Clips.shortSegments(), Holds.NONE, Clips.NOW);

    List<Seen> packets = Clips.packets(after.segments());
    assertThat(packets).hasSizeGreaterThan(20).hasSizeLessThan(40);
    assertThat(fed).startsWith(packets.toArray(Seen[]::new));
    assertThat(Files.size(only(torn))).isEqualTo(after.bytes());
  }

  @Test
  void fileWithNothingWholeInItIsRemoved() throws Exception {
    Path left = Files.createDirectory(folder.resolve("left"));
    Files.write(left.resolve("00000007_20260101T080000000000Z.mp4.part"), new byte[4096]);

    RecordingRing ring = RecordingRing.open(left, Clips.shortSegments(), Holds.NONE, Clips.NOW);

    assertThat(ring.segments()).isEmpty();
    assertThat(left).isEmptyDirectory();
  }

  @Test
  void fullDiskStopsRecordingUntilThereIsRoomAndEachPacketIsCounted() {
    var free = new AtomicLong(0);
    RecordingConfig config = Clips.shortSegments().withReserve(1000);
    RecordingRing ring = RecordingRing.open(folder, config, Holds.NONE, Clips.NOW);
    var recorder = new ContinuousRecorder(config, ring, Clips.unlimited(), free::get);

    Clips.feed(recorder, Clips.WORKSITE, 250);
    recorder.close();

    assertThat(recorder.lost()).isEqualTo(250);
    assertThat(ring.segments()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderThatVanishedCostsPacketsAndNotTheThread() throws Exception {
    RecordingRing ring = ring();
    try (var recorder = Clips.recorder(ring)) {
      Files.delete(folder.resolve("gate"));
      Clips.feed(recorder, Clips.WORKSITE, 100);
      assertThat(recorder.flush(LIMIT)).isTrue();
      assertThat(recorder.lost()).isEqualTo(100);
      Files.createDirectory(folder.resolve("gate"));

      Clips.feed(recorder, Clips.WORKSITE, 100);
    }
    assertThat(Clips.packets(ring.segments())).hasSize(100);
  }

  @Test
  void queueThatIsFullDropsWholeGroupsOfPicturesAndCountsThem() {
    var queue = new RecorderQueue(25);

    boolean[] taken = new boolean[6];
    for (int i = 0; i < 6; i++) {
      boolean keyFrame = i % 3 == 0;
      taken[i] = queue.takes(10, keyFrame);
      if (taken[i]) {
        queue.put(new EncodedPacket(i, new byte[10], i, i, keyFrame));
      }
    }

    assertThat(taken).containsExactly(true, true, false, false, false, false);
    assertThat(queue.dropped()).isEqualTo(4);
  }

  @Test
  void motionJpegIsRecordedToo() throws Exception {
    Path clip = folder.resolve("gate.mjpeg");
    var picture = ByteBuffer.allocateDirect(64 * 48 * 3 / 2);
    try (var jpeg = new JpegWriter(64, 48);
        var file = Files.newOutputStream(clip)) {
      for (int i = 0; i < 30; i++) {
        picture.put(i, (byte) 255);
        file.write(jpeg.encode(picture));
      }
    }

    assertThatIsRecorded(clip, 30);
  }

  @Test
  void h265IsRecordedToo() throws Exception {
    Path clip = folder.resolve("gate.mp4");
    try (var resource = ContinuousRecorderTest.class.getResourceAsStream("h265.mp4")) {
      Files.copy(resource, clip);
    }

    assertThatIsRecorded(clip, 30);
  }

  private void assertThatIsRecorded(Path clip, int packets) {
    RecordingRing ring = ring();
    List<Seen> fed;
    try (var recorder = Clips.recorder(ring)) {
      fed = Clips.feed(recorder, clip, packets);
    }

    assertThat(fed).hasSize(packets);
    assertThat(Clips.packets(ring.segments())).isEqualTo(fed);
  }

  private RecordingRing ring() {
    return RecordingRing.open(folder.resolve("gate"), Clips.shortSegments(), Holds.NONE, Clips.NOW);
  }

  private static void copyAll(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Path only(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }
}
