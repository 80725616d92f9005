package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.junit.jupiter.api.Test;

/** A camera of 10 frames/s whose times count milliseconds and go wrong. */
class LiveDriftTest {
  private static final long SECOND_US = 1_000_000;

  private final StreamClock clock;
  private final List<Long> shownUs = new ArrayList<>();
  private final List<Duration> jumps = new ArrayList<>();

  LiveDriftTest() {
    Ffmpeg.load();
    var stream = new AVStream();
    stream.time_base().num(1).den(1000);
    stream.avg_frame_rate().num(10).den(1);
    clock = new StreamClock(stream, true);
  }

  @Test
  void aTrueClockIsLeftAlone() {
    play(600, i -> i * 100, i -> 0);

    assertThat(jumps).isEmpty();
    assertThat(shownUs).last().isEqualTo(599 * SECOND_US / 10);
  }

  @Test
  void unevenArrivalMovesNothing() {
    play(600, i -> i * 100, i -> i % 7 * 30_000);

    assertThat(jumps).isEmpty();
    assertThat(shownUs).last().isEqualTo(599 * SECOND_US / 10);
  }

  @Test
  void aClockThatLeapsAheadIsPutBackAtOnce() {
    play(100, i -> i < 50 ? i * 100 : i * 100 + 3_600_000, i -> 0);

    assertThat(jumps).containsExactly(Duration.ofHours(1));
    assertThat(shownUs).isSorted().last().isEqualTo(99 * SECOND_US / 10);
  }

  @Test
  void aClockThatIsSetBackGoesOn() {
    play(100, i -> i < 50 ? 3_600_000 + i * 100 : i * 100, i -> 0);

    assertThat(jumps).hasSize(1);
    assertThat(shownUs).isSorted().last().isEqualTo(99 * SECOND_US / 10);
  }

  @Test
  void aClockThatStandsStillIsFollowedAfterAWindow() {
    play(300, i -> i < 50 ? i * 100 : i * 100 - 3_000, i -> 0);

    assertThat(jumps).hasSize(1);
    assertThat(shownUs).isSorted().last().isEqualTo(299 * SECOND_US / 10);
  }

  @Test
  void aNetworkThatCatchesUpIsNoJump() {
    play(300, i -> i * 100, i -> i >= 50 && i < 80 ? (80 - i) * 100_000 : 0);

    assertThat(jumps).isEmpty();
    assertThat(shownUs).last().isEqualTo(299 * SECOND_US / 10);
  }

  @Test
  void quartzThatRunsSlowIsWornOff() {
    play(36_000, i -> i * 100 - i / 100, i -> 0);

    assertThat(jumps).isEmpty();
    assertThat(shownUs).isSorted();
    assertThat(3600 * SECOND_US - shownUs.getLast()).isBetween(0L, 300_000L);
  }

  /** Plays packets that are sent every 100 ms. */
  private void play(int packets, LongUnaryOperator timeMs, LongUnaryOperator delayUs) {
    for (int i = 0; i < packets; i++) {
      var packet = new AVPacket();
      packet.pts(timeMs.applyAsLong(i)).dts(timeMs.applyAsLong(i));
      clock.straighten(packet, i * 100_000L + delayUs.applyAsLong(i)).ifPresent(jumps::add);
      shownUs.add(clock.shownUs(packet, i));
    }
  }
}
