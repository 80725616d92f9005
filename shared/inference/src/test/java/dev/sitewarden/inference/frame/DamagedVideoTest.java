package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.vision.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was done to a file: its whole frames come, then one sentence, and nothing breaks. */
@Timeout(120)
class DamagedVideoTest {
  private static final InputSize INPUT = new InputSize(64, 64);
  private static final int WHOLE = 250;

  private final Path folder;
  private final byte[] clip;

  DamagedVideoTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clip = Files.readAllBytes(Pictures.worksite());
  }

  /** How many frames came and what was said. */
  private record Reading(int frames, Optional<String> sentence) {}

  private Reading read(String name, byte[] content) throws IOException {
    return read(Files.write(folder.resolve(name), content));
  }

  private static Reading read(Path file) {
    int frames = 0;
    Instant last = Instant.MIN;
    try (VideoFile video = VideoFile.open(file.toString(), Pictures.CAMERA, INPUT, Instant.EPOCH)) {
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          assertThat(frame.capturedAt()).isAfter(last);
          last = frame.capturedAt();
          frames++;
        }
      }
      return new Reading(frames, Optional.empty());
    } catch (UncheckedIOException e) {
      return new Reading(frames, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  static int[] tenths() {
    return IntStream.range(0, 10).toArray();
  }

  @ParameterizedTest
  @MethodSource("tenths")
  void aCutFileGivesWhatItHoldsAndSaysThatItIsCut(int tenth) throws IOException {
    Reading reading = read("cut.mp4", Arrays.copyOf(clip, clip.length * tenth / 10));

    assertThat(reading.sentence())
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("cut.mp4").contains("cut off"));
    int expected = WHOLE * tenth / 10;
    assertThat(reading.frames()).isBetween(Math.max(0, expected - 30), expected + 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void flippedBytesBreakNothing(int seed) throws IOException {
    byte[] damaged = clip.clone();
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
    }

    Reading reading = read("flipped.mp4", damaged);

    assertThat(reading.frames()).isBetween(0, WHOLE);
    assertThat(reading.frames() == WHOLE || reading.sentence().isPresent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aFlippedHeaderIsToldOrHarmless(int seed) throws IOException {
    byte[] damaged = clip.clone();
    var random = new Random(seed);
    for (int i = 0; i < 8; i++) {
      damaged[random.nextInt(2000)] ^= (byte) (1 + random.nextInt(255));
    }

    Reading reading = read("header.mp4", damaged);

    assertThat(reading.frames()).isBetween(0, WHOLE);
    reading.sentence().ifPresent(sentence -> assertThat(sentence).contains("header.mp4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.avi", "clip.jpg", "clip.txt", "clip.m3u8", "clip"})
  void aNameThatLiesDoesNotMatter(String name) throws IOException {
    assertThat(read(name, clip)).isEqualTo(new Reading(WHOLE, Optional.empty()));
  }

  @Test
  void aPlaylistAmongTheFilesReachesNothing() throws IOException {
    Reading reading =
        read(
            "list.m3u8",
            "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n"
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(reading.frames()).isZero();
    assertThat(reading.sentence())
        .hasValueSatisfying(said -> assertThat(said).contains("list.m3u8"));
  }

  @Tag("shared-data")
  @ParameterizedTest
  @MethodSource("tenths")
  void otherContainersAreCutTheSameWay(int tenth) throws IOException {
    Path videos = Path.of(System.getProperty("sitewarden.shared-data", "")).resolve("videos");
    for (String name : new String[] {"vtest_480x360.avi", "worker-zone-detection.mp4"}) {
      byte[] whole = Files.readAllBytes(videos.resolve(name));

      Reading reading = read(name, Arrays.copyOf(whole, whole.length * tenth / 10));

      assertThat(reading.sentence())
          .as("%s cut to %d tenths, %d frames", name, tenth, reading.frames())
          .hasValueSatisfying(sentence -> assertThat(sentence).contains(name));
    }
  }
}
