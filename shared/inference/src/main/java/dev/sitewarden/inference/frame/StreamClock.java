package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Turns a stream's timestamps into microseconds since its first packet. Pictures never go back in
 * time: where a camera's clock jumps back, the stream is taken to go on without a gap.
 */
final class StreamClock {
  private static final double ASSUMED_FRAMES_PER_SECOND = 25;

  private final double unitUs;
  private final double frameUs;
  private long origin = Ffmpeg.NO_TIME;
  private long pictureOrigin = Ffmpeg.NO_TIME;
  private long lastDecoded = Ffmpeg.NO_TIME;
  private long shift;
  private long lastShownUs = -1;

  StreamClock(AVStream stream) {
    unitUs = av_q2d(stream.time_base()) * 1e6;
    AVRational rate = stream.avg_frame_rate();
    boolean known = rate.num() > 0 && rate.den() > 0;
    frameUs = 1e6 / (known ? av_q2d(rate) : ASSUMED_FRAMES_PER_SECOND);
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
      shift = lastDecoded + Math.max(1, Math.round(frameUs / unitUs)) - packet.dts();
    }
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
