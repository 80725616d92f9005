package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.javacpp.BytePointer;

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

  /** Says the same to FFmpeg; the parameters own their copy. */
  void describeTo(AVCodecParameters parameters) {
    parameters.codec_type(AVMEDIA_TYPE_VIDEO);
    parameters.codec_id(codecId);
    parameters.width(widthPx);
    parameters.height(heightPx);
    if (extradata.length > 0) {
      long size = (long) extradata.length + AV_INPUT_BUFFER_PADDING_SIZE;
      var copy = new BytePointer(Ffmpeg.require(av_mallocz(size), "av_mallocz"));
      copy.put(extradata);
      parameters.extradata(copy); // freed with the parameters
      parameters.extradata_size(extradata.length);
    }
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
