package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Takes encoded packets out of a file that a {@link ClipWriter} wrote or is still writing. Belongs
 * to one thread.
 */
public final class ClipReader implements AutoCloseable {
  private final VideoReader reader;
  private final VideoStream stream;
  private final StreamClock clock;
  private long packets;
  private long ptsUs;
  private long dtsUs;
  private byte[] data = {};

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException if it is not there or holds no video, in one sentence
   */
  public ClipReader(Path file) {
    VideoOptions options = VideoOptions.defaults();
    reader = new VideoReader(VideoLocation.of(file.toString(), options), options.silence());
    stream = reader.describe();
    clock = new StreamClock(reader.stream(), reader.isLive());
  }

  /** What the packets are made of. */
  public VideoStream stream() {
    return stream;
  }

  /**
   * Reads the next packet, in decoding order.
   *
   * @return false at the end of what is whole
   * @throws UncheckedIOException if the file cannot be read
   */
  public boolean next() {
    if (!reader.read() || reader.isCutOff()) {
      return false;
    }
    AVPacket packet = reader.packet();
    ptsUs = clock.shownUs(packet, packets);
    dtsUs = clock.decodedUs(packet, packets);
    packets++;
    data = new byte[packet.size()];
    packet.data().get(data);
    return true;
  }

  /** The packet's encoded bytes; not a copy, to be read only. */
  public byte[] data() {
    return data;
  }

  /** When the packet's picture is shown, in microseconds after that of the file's first packet. */
  public long ptsUs() {
    return ptsUs;
  }

  /** When it is decoded, on the same clock, not after it is shown; may be negative. */
  public long dtsUs() {
    return dtsUs;
  }

  /** Whether decoding can start at the packet. */
  public boolean isKeyFrame() {
    return (reader.packet().flags() & AV_PKT_FLAG_KEY) != 0;
  }

  @Override
  public void close() {
    reader.close();
  }
}
