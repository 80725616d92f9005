package dev.sitewarden.inference.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets, lets every picture be changed and writes an MP4 file of H.264, without ever
 * having the unchanged pictures on the disk. Equal input makes equal bytes. Belongs to one thread.
 */
public final class ClipRepainter implements AutoCloseable {
  /** Changes pictures. */
  public interface Painter {
    /**
     * Changes a picture in its place.
     *
     * @param ptsUs when it is shown, on the packets' clock
     * @return false leaves the picture out
     */
    boolean paint(PlanarPicture picture, long ptsUs);
  }

  private final Path file;
  private final double framesPerSecond;
  private final Painter painter;
  private final VideoDecoder decoder;
  private final EvenPlanes planes = new EvenPlanes();
  private final AVPacket packet;
  private @Nullable H264Encoder encoder;
  private @Nullable ClipWriter writer;
  private long startUs;
  private long lastUs;

  /**
   * Makes ready; the file begins with the first picture.
   *
   * @param framesPerSecond about how many come; spreads the bits
   * @throws UncheckedIOException if this build of FFmpeg cannot decode the video
   */
  public ClipRepainter(Path file, VideoStream video, double framesPerSecond, Painter painter) {
    Ffmpeg.load();
    this.file = file;
    this.framesPerSecond = framesPerSecond;
    this.painter = painter;
    this.decoder = VideoDecoder.of(video, file.toString());
    this.packet = Ffmpeg.require(av_packet_alloc(), "av_packet_alloc");
  }

  /**
   * Takes a packet, in decoding order, the first one a key frame; times are microseconds.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(byte[] data, long ptsUs, long dtsUs, boolean keyFrame) {
    Ffmpeg.require(av_new_packet(packet, data.length), "av_new_packet");
    packet.data().put(data);
    packet.pts(ptsUs);
    packet.dts(dtsUs);
    packet.flags(keyFrame ? AV_PKT_FLAG_KEY : 0);
    decoder.send(packet);
    av_packet_unref(packet);
    repaint();
  }

  private void repaint() {
    while (decoder.receive() == VideoDecoder.Outcome.PICTURE) {
      repaint(planes.of(decoder.picture()));
    }
  }

  private void repaint(AVFrame picture) {
    long shownUs = picture.best_effort_timestamp();
    if (!isLikeTheFirst(picture) || !painter.paint(EvenPlanes.view(picture), shownUs)) {
      return;
    }
    if (encoder == null || writer == null) {
      encoder = new H264Encoder(picture, framesPerSecond);
      writer = new ClipWriter(file, encoder.describe());
      startUs = shownUs;
      lastUs = -1;
    }
    lastUs = Math.max(lastUs + 1, shownUs - startUs);
    picture.pts(lastUs);
    picture.pict_type(AV_PICTURE_TYPE_NONE); // the encoder chooses its own key frames
    encoder.encode(picture, writer);
  }

  /** A camera that changes its size in the middle of a clip ends it. */
  private boolean isLikeTheFirst(AVFrame picture) {
    return encoder == null || encoder.fits(picture);
  }

  /**
   * Writes what is left and the index.
   *
   * @return false if there was no picture, and so no file
   * @throws UncheckedIOException if the file cannot be written
   */
  public boolean finish() {
    decoder.drain();
    repaint();
    if (encoder == null || writer == null) {
      return false;
    }
    encoder.drain(writer);
    writer.finish();
    return true;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    planes.close();
    decoder.close();
    if (encoder != null) {
      encoder.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
