package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  /** An hour of frames, each up to a third of a frame early or late. */
  @ParameterizedTest
  @CsvSource({
    "25, 10, 36000",
    "10, 10, 36000",
    "30, 7.5, 27000",
    "29.97, 29.97, 107892",
    "25, 24, 86400",
    "10, 25, 36000",
    "25, 0.1, 360",
  })
  void overAnHourTheRateIsExact(double sourceRate, double wanted, int expected) {
    var sampling = new Sampling(OptionalDouble.of(wanted));
    var uneven = new Random(7);
    int picked = 0;
    for (int i = 0; i < Math.round(3600 * sourceRate); i++) {
      double frame = i + (uneven.nextDouble() - 0.5) * 0.66 * (i == 0 ? 0 : 1);
      picked += sampling.isDue(START.plusNanos(Math.round(frame / sourceRate * 1e9))) ? 1 : 0;
    }

    assertThat((double) picked).isBetween(expected * 0.98, expected + 1.0);
  }

  @Test
  void evenFramesAreCountedToTheFrame() { // both ends included
    var sampling = new Sampling(OptionalDouble.of(10));
    int picked = 0;
    for (int i = 0; i < 25 * 3600; i++) {
      picked += sampling.isDue(START.plusMillis(40L * i)) ? 1 : 0;
    }

    assertThat(picked).isEqualTo(36_001);
  }

  @Test
  void aGapIsNotMadeUpFor() {
    var sampling = new Sampling(OptionalDouble.of(1));
    sampling.isDue(START);

    assertThat(sampling.isDue(START.plusSeconds(60))).isTrue();
    assertThat(sampling.isDue(START.plusMillis(60_100))).isFalse();
  }

  @Test
  void aVideoHandsOutEveryOtherFrameAndItsSequenceCountsAll() {
    var options = VideoOptions.defaults().withFramesPerSecond(OptionalDouble.of(5));
    List<Long> sequences = new ArrayList<>();
    try (VideoFile video =
        VideoFile.open(
            Pictures.worksite().toString(),
            Pictures.CAMERA,
            new InputSize(64, 64),
            Epoch.at(START),
            NOBODY,
            options)) {
      for (var next = video.next(); next.isPresent(); next = video.next()) {
        try (Frame frame = next.get()) {
          sequences.add(frame.sequence());
        }
      }
      assertThat(video.frames()).isEqualTo(250);
    }

    assertThat(sequences).hasSizeBetween(124, 126).startsWith(0L).isSorted();
  }

  @Test
  void ratesThatNoCameraHasAreRefused() {
    assertThatThrownBy(() -> VideoOptions.defaults().withFramesPerSecond(OptionalDouble.of(0)))
        .hasMessage("frames-per-second must be above 0 and at most 240, got 0.0");
  }

  private static final PacketTap NOBODY =
      new PacketTap() {
        @Override
        public void opened(VideoStream stream) {}

        @Override
        public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {}
      };
}
