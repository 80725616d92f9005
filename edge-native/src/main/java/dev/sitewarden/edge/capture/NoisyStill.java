package dev.sitewarden.edge.capture;

import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.inference.frame.FrameSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A camera that sees one picture all the time, with a sensor's noise: a night on a site. */
final class NoisyStill implements FrameSource {
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final FrameSource source;
  private final Frame still;
  private final ByteBuffer picture;
  private final double noise;
  private final int frames;
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private int next;

  /**
   * @param source its first frame is the picture; closed here
   * @param noise standard deviation of the brightness, in levels of 255
   * @param frames how many, ten a second
   */
  NoisyStill(FrameSource source, double noise, int frames) {
    this.source = source;
    this.still = source.next().orElseThrow();
    this.picture = ByteBuffer.allocateDirect(still.picture().capacity());
    this.noise = noise;
    this.frames = frames;
  }

  @Override
  public Optional<Frame> next() {
    if (next == frames) {
      return Optional.empty();
    }
    addNoise();
    return Optional.of(
        new Frame(
            still.camera(),
            next,
            still.capturedAt().plus(BETWEEN.multipliedBy(next++)),
            still.letterbox(),
            picture,
            still.input(),
            () -> {}));
  }

  private void addNoise() {
    int pixels = still.letterbox().sourceWidthPx() * still.letterbox().sourceHeightPx();
    for (int i = 0; i < pixels; i++) {
      long level = Math.round((still.picture().get(i) & 0xFF) + noise * random.nextGaussian());
      picture.put(i, (byte) Math.clamp(level, 0, 255));
    }
  }

  @Override
  public void close() {
    still.close();
    source.close();
  }
}
