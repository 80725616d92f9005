package dev.sitewarden.inference.frame;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A video, as a file, as a URL that FFmpeg can open ({@code rtsp://...}, {@code http://...}) or as
 * a camera that is plugged in ({@code v4l2:/dev/video0}), as fast as it can be read. A thread that
 * waits for a network is freed by an interrupt: then {@link #next} is empty. Rotation marks are
 * ignored, as the page and the labels ignore them.
 */
public final class VideoFile implements FrameSource {
  private static final PacketTap NO_TAP =
      new PacketTap() {
        @Override
        public void opened(VideoStream stream) {}

        @Override
        public void packet(ByteBuffer data, long ptsUs, long dtsUs, boolean keyFrame) {}
      };

  private final VideoLocation location;
  private final Instant epoch;
  private final VideoReader reader;
  private final VideoDecoder decoder;
  private final StreamClock clock;
  private final PacketFeed feed;
  private final FrameMaker maker;
  private final Sampling sampling;
  private Instant capturedAt = Instant.MIN;
  private long frames;
  private boolean ended;
  private boolean closed;
  private long decodeNanos;
  private long letterboxNanos;

  private VideoFile(
      VideoReader reader,
      VideoDecoder decoder,
      VideoLocation location,
      Instant epoch,
      PacketTap tap,
      FrameMaker maker,
      Sampling sampling) {
    this.sampling = sampling;
    this.reader = reader;
    this.decoder = decoder;
    this.location = location;
    this.epoch = epoch;
    this.maker = maker;
    this.clock =
        reader.hasNoTimes()
            ? StreamClock.ofArrivals()
            : new StreamClock(reader.stream(), reader.isLive());
    this.feed = new PacketFeed(reader, decoder, clock, tap);
  }

  /**
   * Opens a video whose packets nobody else needs.
   *
   * @see #open(String, CameraId, InputSize, Instant, PacketTap)
   */
  public static VideoFile open(String location, CameraId camera, InputSize input, Instant epoch) {
    return open(location, camera, input, epoch, NO_TAP);
  }

  /**
   * Opens a video.
   *
   * @param location a file, a URL, or {@code v4l2:} and a device
   * @param input size that frames are letterboxed to
   * @param epoch capture instant of the first packet; frames follow it by their timestamps
   * @param tap gets every packet before it is decoded
   * @throws java.io.UncheckedIOException if it cannot be opened, with one sentence for the user
   */
  public static VideoFile open(
      String location, CameraId camera, InputSize input, Instant epoch, PacketTap tap) {
    return open(location, camera, input, Epoch.at(epoch), tap, VideoOptions.defaults());
  }

  /**
   * Opens a video or a camera.
   *
   * @see #open(String, CameraId, InputSize, Instant, PacketTap)
   */
  public static VideoFile open(
      String location,
      CameraId camera,
      InputSize input,
      Epoch epoch,
      PacketTap tap,
      VideoOptions options) {
    return open(location, camera, InputSizes.of(input), epoch, tap, options);
  }

  /**
   * Opens a video for several models.
   *
   * @see #open(String, CameraId, InputSize, Instant, PacketTap)
   */
  public static VideoFile open(
      String location,
      CameraId camera,
      InputSizes inputs,
      Epoch epoch,
      PacketTap tap,
      VideoOptions options) {
    return open(location, camera, () -> inputs, epoch, tap, options);
  }

  /**
   * Opens a video for models that may change meanwhile, perhaps with a login.
   *
   * @param inputs is asked before each frame what that is to be letterboxed to
   * @see #open(String, CameraId, InputSize, Instant, PacketTap)
   */
  public static VideoFile open(
      String location,
      CameraId camera,
      Supplier<InputSizes> inputs,
      Epoch epoch,
      PacketTap tap,
      VideoOptions options) {
    VideoLocation where = VideoLocation.of(location, options);
    VideoReader reader = new VideoReader(where, options.silence());
    try {
      Instant begin = epoch.ofFirstPacket(reader.readAhead());
      tap.begin(begin);
      tap.opened(reader.describe());
      VideoDecoder decoder = new VideoDecoder(reader.stream(), where.toString());
      var sampling = new Sampling(options.framesPerSecond());
      var maker = new FrameMaker(camera, inputs);
      return new VideoFile(reader, decoder, where, begin, tap, maker, sampling);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public Optional<Frame> next() {
    long start = System.nanoTime();
    while (!ended) {
      switch (decoder.receive()) {
        case PICTURE -> {
          if (isWanted()) {
            return makeFrame(start);
          }
        }
        case NEEDS_PACKET -> feed.feed();
        case END -> end();
      }
    }
    return Optional.empty();
  }

  /** Places the decoder's picture in time and says whether a frame is to be made of it. */
  private boolean isWanted() {
    if (reader.isLive() && !clock.places(decoder.picture())) {
      return false;
    }
    capturedAt = epoch.plus(clock.shownUs(decoder.picture(), frames), ChronoUnit.MICROS);
    boolean wanted = sampling.isDue(capturedAt);
    frames += wanted ? 0 : 1;
    return wanted;
  }

  private Optional<Frame> makeFrame(long start) {
    long decoded = System.nanoTime();
    Optional<Frame> frame = maker.make(decoder.picture(), frames, capturedAt);
    frames++;
    decodeNanos = decoded - start;
    letterboxNanos = System.nanoTime() - decoded;
    return frame;
  }

  private void end() {
    ended = true;
    if (feed.failure().isPresent()) {
      throw feed.failure().get();
    }
    if (feed.isDamaged() && !location.mayStall()) {
      throw location.isDamaged(frames);
    }
  }

  /** Whether it shows what happens now, not something that was recorded and has an end. */
  public boolean isLive() {
    return reader.isLive();
  }

  /** File name or URL, without user name and password. */
  public String location() {
    return location.toString();
  }

  /** The rate that the container states, or 25 if it states none. */
  public double framesPerSecond() {
    return clock.framesPerSecond();
  }

  /** Frames seen so far, those left out for the rate included. */
  public long frames() {
    return frames;
  }

  /** How long the latest frame took from packet to picture. */
  public long decodeNanos() {
    return decodeNanos;
  }

  /** How long the latest frame took from picture to pixels, including the wait for a buffer. */
  public long letterboxNanos() {
    return letterboxNanos;
  }

  @Override
  public void close() {
    if (!closed) { // a second free would hit memory that is no longer ours
      closed = true;
      ended = true;
      maker.close();
      decoder.close();
      reader.close();
    }
  }
}
