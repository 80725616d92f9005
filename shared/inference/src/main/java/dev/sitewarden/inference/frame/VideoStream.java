package dev.sitewarden.inference.frame;

import java.util.Arrays;

/** What a muxer must know to put a stream's packets into another container without re-encoding. */
public final class VideoStream {
  private final int codecId;
  private final String codecName;
  private final byte[] extradata;
  private final int widthPx;
  private final int heightPx;

  VideoStream(int codecId, String codecName, byte[] extradata, int widthPx, int heightPx) {
    this.codecId = codecId;
    this.codecName = codecName;
    this.extradata = extradata.clone();
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  /** FFmpeg's {@code AVCodecID}. */
  public int codecId() {
    return codecId;
  }

  /** FFmpeg's name of the codec, such as {@code h264}. */
  public String codecName() {
    return codecName;
  }

  /** Out-of-band decoder set-up (SPS and PPS for H.264); a copy, empty if the stream has none. */
  public byte[] extradata() {
    return extradata.clone();
  }

  public int widthPx() {
    return widthPx;
  }

  public int heightPx() {
    return heightPx;
  }

  @Override
  public String toString() {
    return "%s %dx%d (%d bytes of extradata, hash %08x)"
        .formatted(codecName, widthPx, heightPx, extradata.length, Arrays.hashCode(extradata));
  }
}
