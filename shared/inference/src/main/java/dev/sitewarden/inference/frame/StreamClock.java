package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Turns a stream's timestamps into microseconds since its first packet. Pictures never go back in
 * time: where a recording's times jump back, the stream is taken to go on without a gap; where a
 * camera's leap or drift, the arrival of its packets decides ({@link LiveDrift}).
 */
final class StreamClock {
  private static final double ASSUMED_FRAMES_PER_SECOND = 25;

  /** Sixteen pictures, the most that H.264 puts in another order, at two a second. */
  private static final long LONGEST_REORDER_US = 8_000_000;

  private final double unitUs;
  private final double frameUs;
  private final boolean byArrival;
  private final LiveDrift drift = new LiveDrift();
  private long origin = Ffmpeg.NO_TIME;
  private long pictureOrigin = Ffmpeg.NO_TIME;
  private long lastDecoded = Ffmpeg.NO_TIME;
  private long shift;
  private long lastShownUs;

  /**
   * @param live where the first packet may be shown later than those that follow it, because what
   *     came before it was missed
   */
  StreamClock(AVStream stream, boolean live) {
    lastShownUs = live ? -LONGEST_REORDER_US : -1;
    unitUs = av_q2d(stream.time_base()) * 1e6;
    AVRational rate = stream.avg_frame_rate();
    boolean known = rate.num() > 0 && rate.den() > 0;
    frameUs = 1e6 / (known ? av_q2d(rate) : ASSUMED_FRAMES_PER_SECOND);
    byArrival = false;
  }

  private StreamClock() {
    lastShownUs = -1;
    unitUs = 1;
    frameUs = 1e6 / ASSUMED_FRAMES_PER_SECOND;
    byArrival = true;
  }

  /** For a camera whose packets have no times: each is taken to be captured when it arrives. */
  static StreamClock ofArrivals() {
    return new StreamClock();
  }

  double framesPerSecond() {
    return 1e6 / frameUs;
  }

  /** Moves a packet's times behind those of the packet before it, if they jump back. */
  void straighten(AVPacket packet) {
    if (packet.dts() == Ffmpeg.NO_TIME) {
      return;
    }
    if (lastDecoded != Ffmpeg.NO_TIME && packet.dts() + shift < lastDecoded) {
      shift = lastDecoded + frameUnits() - packet.dts();
    }
    move(packet);
  }

  /**
   * Moves the times of a camera's packet to where they belong by its arrival.
   *
   * @param arrivedUs microseconds between the arrival of the first packet and of this one
   * @return how far they were off, if they jumped
   */
  Optional<Duration> straighten(AVPacket packet, long arrivedUs) {
    if (byArrival) {
      packet.dts(arrivedUs).pts(arrivedUs);
    }
    if (packet.dts() == Ffmpeg.NO_TIME || byArrival) {
      return Optional.empty();
    }
    if (origin == Ffmpeg.NO_TIME) {
      move(packet);
      return Optional.empty();
    }
    long time = packet.dts() + shift;
    boolean back = time < lastDecoded;
    long lateUs = arrivedUs - Math.round((time - origin) * unitUs);
    LiveDrift.Correction correction = drift.correct(lateUs, arrivedUs, back);
    long wanted = time + Math.round(correction.us() / unitUs);
    shift += Math.max(wanted, lastDecoded + (back ? frameUnits() : 1)) - time;
    move(packet);
    return correction.jumped() ? Optional.of(Duration.ofNanos(-lateUs * 1000)) : Optional.empty();
  }

  private long frameUnits() {
    return Math.max(1, Math.round(frameUs / unitUs));
  }

  private void move(AVPacket packet) {
    packet.dts(packet.dts() + shift);
    if (packet.pts() != Ffmpeg.NO_TIME) {
      packet.pts(packet.pts() + shift);
    }
    lastDecoded = packet.dts();
  }

  /**
   * When the packet's picture is shown; {@code position} counts packets from 0. AVI stores decoding
   * times only: there the answer is the decoding time.
   */
  long shownUs(AVPacket packet, long position) {
    boolean hasShownTime = packet.pts() != Ffmpeg.NO_TIME;
    long time = hasShownTime ? packet.pts() : packet.dts();
    if (origin == Ffmpeg.NO_TIME) {
      origin = time;
      pictureOrigin = hasShownTime ? time : Ffmpeg.NO_TIME;
    }
    return since(origin, time, position);
  }

  /** When the packet is decoded. */
  long decodedUs(AVPacket packet, long position) {
    return packet.dts() != Ffmpeg.NO_TIME
        ? since(origin, packet.dts(), position)
        : shownUs(packet, position);
  }

  /**
   * Whether a picture can be placed in time. A camera's first one, sent before it told the time,
   * may be without although those after it are not.
   */
  boolean places(AVFrame picture) {
    return picture.best_effort_timestamp() != Ffmpeg.NO_TIME || origin == Ffmpeg.NO_TIME;
  }

  /** When the decoded picture is shown, later than the one before; counts pictures from 0. */
  long shownUs(AVFrame picture, long position) {
    long time = picture.best_effort_timestamp();
    if (pictureOrigin == Ffmpeg.NO_TIME) {
      pictureOrigin = time;
    }
    lastShownUs = Math.max(lastShownUs + 1, since(pictureOrigin, time, position));
    return lastShownUs;
  }

  private long since(long start, long time, long position) {
    // A stream without timestamps (raw H.264) is taken to run at its nominal rate.
    return time == Ffmpeg.NO_TIME || start == Ffmpeg.NO_TIME
        ? Math.round(position * frameUs)
        : Math.round((time - start) * unitUs);
  }
}
