package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFileTest {
  private static final Instant EPOCH = Instant.parse("2026-03-01T08:00:00Z");
  private static final InputSize INPUT = new InputSize(320, 320);

  private final Path folder;

  VideoFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyFrameComesWithItsTime() {
    List<Instant> times = new ArrayList<>();

    try (var video = open(Pictures.worksite(), new Packets())) {
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.sequence()).isEqualTo(times.size());
          times.add(frame.capturedAt());
        }
      }
    }

    assertThat(times).hasSize(250).isSorted();
    assertThat(times.getFirst()).isEqualTo(EPOCH);
    assertThat(times.getLast()).isEqualTo(EPOCH.plusMillis(24_900));
  }

  @Test
  void theTapSeesEveryPacketBeforeItsFrame() {
    var packets = new Packets();

    try (var video = open(Pictures.worksite(), packets)) {
      assertThat(packets.stream).hasValueSatisfying(VideoFileTest::isTheDemosStream);
      int frames = 0;
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        frames++;
        assertThat(packets.times).hasSizeGreaterThanOrEqualTo(frames);
        next.get().close();
      }
    }

    assertThat(packets.times).hasSize(250).contains(0L, 24_900_000L);
    assertThat(packets.keyFrames.getFirst()).isTrue();
    assertThat(packets.bytes).isGreaterThan(4_000_000);
  }

  private static void isTheDemosStream(VideoStream stream) {
    assertThat(stream.codecName()).isEqualTo("h264");
    assertThat(stream.widthPx()).isEqualTo(768);
    assertThat(stream.heightPx()).isEqualTo(432);
    assertThat(stream.extradata()).isNotEmpty();
  }

  @Test
  void readingAheadGivesTheSameFrames() {
    List<Long> checksums = checksums(open(Pictures.worksite(), new Packets()));

    List<Long> ahead = checksums(new ReadAhead(open(Pictures.worksite(), new Packets())));

    assertThat(ahead).hasSize(250).isEqualTo(checksums);
    assertThat(ahead).doesNotHaveDuplicates();
  }

  @Test
  void aReaderThatIsClosedEarlyStops() {
    try (var frames = new ReadAhead(open(Pictures.worksite(), new Packets()))) {
      frames.next().orElseThrow().close();
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("capture") && thread.isAlive());
  }

  @Test
  void aCutOffFileGivesWhatItHoldsAndThenSaysSo() throws IOException {
    Path cut = folder.resolve("cut.mp4");
    byte[] whole = Files.readAllBytes(Pictures.worksite());
    Files.write(cut, Arrays.copyOf(whole, whole.length * 2 / 3));

    try (var video = open(cut, new Packets())) {
      assertThatThrownBy(() -> readAll(video))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("video %s is cut off or damaged".formatted(cut));
      assertThat(video.frames()).isBetween(100L, 200L);
      assertThat(video.next()).isEmpty();
    }
  }

  @Test
  void aMissingFileAndAFileThatIsNoVideoAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "this is no video");
    Path missing = folder.resolve("missing.mp4");

    assertThatThrownBy(() -> open(missing, new Packets()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("no video at %s; check the path", missing);
    assertThatThrownBy(() -> open(text, new Packets()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open video %s: Invalid data".formatted(text));
    assertThatThrownBy(() -> open(folder, new Packets()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("is a folder, not a video");
  }

  @Test
  void aPasswordInAnAddressIsNotRepeated() {
    assertThatThrownBy(
            () ->
                VideoFile.open("http://admin:secret@127.0.0.1:1/x", Pictures.CAMERA, INPUT, EPOCH))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("http://127.0.0.1:1/x")
        .hasMessageNotContaining("secret");
  }

  private static VideoFile open(Path file, PacketTap tap) {
    return VideoFile.open(file.toString(), Pictures.CAMERA, INPUT, EPOCH, tap);
  }

  private static void readAll(FrameSource source) {
    for (var next = source.next(); next.isPresent(); next = source.next()) {
      next.get().close();
    }
  }

  private static List<Long> checksums(FrameSource source) {
    List<Long> checksums = new ArrayList<>();
    try (source) {
      for (var next = source.next(); next.isPresent(); next = source.next()) {
        try (Frame frame = next.get()) {
          var crc = new CRC32();
          crc.update(frame.input());
          crc.update(frame.picture());
          checksums.add(crc.getValue());
        }
      }
    }
    return checksums;
  }

  private static final class Packets implements PacketTap {
    final List<Long> times = new ArrayList<>();
    final List<Boolean> keyFrames = new ArrayList<>();
    Optional<VideoStream> stream = Optional.empty();
    long bytes;

    @Override
    public void opened(VideoStream opened) {
      stream = Optional.of(opened);
    }

    @Override
    public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {
      assertThat(stream).isPresent();
      assertThat(dtsUs).isLessThanOrEqualTo(ptsUs);
      times.add(ptsUs);
      keyFrames.add(keyFrame);
      bytes += data.remaining();
    }
  }
}
