package dev.sitewarden.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;

/** A stream of 10 frames/s whose times count milliseconds. */
class StreamClockTest {
  private final StreamClock clock;
  private final List<Long> packets = new ArrayList<>();
  private final List<Long> pictures = new ArrayList<>();

  StreamClockTest() {
    Ffmpeg.load();
    var stream = new AVStream();
    stream.time_base().num(1).den(1000);
    stream.avg_frame_rate().num(10).den(1);
    clock = new StreamClock(stream, false);
  }

  @Test
  void timesCountFromTheFirstPacket() {
    arrive(5000, 5000);
    arrive(5100, 5100);

    assertThat(packets).containsExactly(0L, 100_000L);
    assertThat(pictures).containsExactly(0L, 100_000L);
  }

  @Test
  void aClockThatJumpsBackGoesOnWithoutAGap() {
    arrive(5000, 5000);
    arrive(5100, 5100);
    arrive(0, 0);
    arrive(100, 100);

    assertThat(packets).containsExactly(0L, 100_000L, 200_000L, 300_000L);
    assertThat(pictures).containsExactly(0L, 100_000L, 200_000L, 300_000L);
  }

  @Test
  void picturesNeverShareAnInstant() {
    arrive(0, 0);
    arrive(0, 0);

    assertThat(pictures).containsExactly(0L, 1L);
  }

  @Test
  void withoutTimesTheNominalRateCounts() {
    arrive(Ffmpeg.NO_TIME, Ffmpeg.NO_TIME);
    arrive(Ffmpeg.NO_TIME, Ffmpeg.NO_TIME);

    assertThat(packets).containsExactly(0L, 100_000L);
    assertThat(pictures).containsExactly(0L, 100_000L);
  }

  @Test
  void aContainerWithDecodingTimesOnlyStillStartsAtZero() {
    packet(Ffmpeg.NO_TIME, 0);
    packet(Ffmpeg.NO_TIME, 100);
    picture(200);
    picture(300);

    assertThat(packets).containsExactly(0L, 100_000L);
    assertThat(pictures).containsExactly(0L, 100_000L);
  }

  /** A packet, and at once its picture with the packet's time. */
  private void arrive(long pts, long dts) {
    picture(packet(pts, dts));
  }

  private long packet(long pts, long dts) {
    var packet = new AVPacket();
    packet.pts(pts);
    packet.dts(dts);
    clock.straighten(packet);
    packets.add(clock.shownUs(packet, packets.size()));
    return packet.pts();
  }

  private void picture(long time) {
    var picture = new AVFrame();
    picture.best_effort_timestamp(time);
    pictures.add(clock.shownUs(picture, pictures.size()));
  }
}
