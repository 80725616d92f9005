package dev.sitewarden.training.picture;

import java.util.random.RandomGenerator;

/** Varies light, tint, saturation, sharpness and sensor noise of a canvas, in place. */
final class Colours {
  private static final double SOFT = 0.2;
  private static final double NOISY = 0.4;

  /** Deviation of (a + b - 255) for two random bytes a and b. */
  private static final float TWO_BYTES = 104;

  private final Canvas canvas;
  private final RandomGenerator random;
  private final int area;

  private Colours(Canvas canvas, RandomGenerator random) {
    this.canvas = canvas;
    this.random = random;
    this.area = canvas.size() * canvas.size();
  }

  static void vary(Canvas canvas, RandomGenerator random) {
    var colours = new Colours(canvas, random);
    if (random.nextDouble() < SOFT) {
      colours.soften();
    }
    float noise = random.nextDouble() < NOISY ? (float) random.nextDouble(0.5, 6) : 0;
    colours.shift(colours.tables(), (float) random.nextDouble(0.6, 1.4), noise);
  }

  /** One curve a plane: contrast, gamma, gain and tint. */
  private float[][] tables() {
    double contrast = random.nextDouble(0.75, 1.25);
    double gamma = Math.exp(random.nextDouble(-0.25, 0.25));
    double gain = Math.exp(random.nextDouble(-0.3, 0.3));
    float[][] tables = new float[3][256];
    for (float[] table : tables) {
      double tinted = 255 * gain * Math.exp(random.nextDouble(-0.07, 0.07));
      for (int value = 0; value < 256; value++) {
        double spread = (value / 255.0 - 0.5) * contrast + 0.5;
        table[value] = (float) (tinted * Math.pow(Math.max(0, Math.min(1, spread)), gamma));
      }
    }
    return tables;
  }

  private void shift(float[][] tables, float saturation, float noise) {
    byte[] planes = canvas.planes();
    int state = random.nextInt() | 1;
    for (int i = 0; i < area; i++) {
      float red = tables[0][planes[i] & 255];
      float green = tables[1][planes[area + i] & 255];
      float blue = tables[2][planes[2 * area + i] & 255];
      state = scrambled(state);
      float grain = noise / TWO_BYTES * ((state & 255) + (state >>> 8 & 255) - 255);
      float grey = 0.3f * red + 0.59f * green + 0.11f * blue;
      float base = grey * (1 - saturation) + grain;
      planes[i] = clip(base + saturation * red);
      planes[area + i] = clip(base + saturation * green);
      planes[2 * area + i] = clip(base + saturation * blue);
    }
  }

  /** Marsaglia's xorshift: noise needs speed, not quality. */
  private static int scrambled(int state) {
    int next = state ^ state << 13;
    next ^= next >>> 17;
    return next ^ next << 5;
  }

  private static byte clip(float value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Blurs with the 3x3 binomial kernel. */
  private void soften() {
    byte[] planes = canvas.planes();
    byte[] sharp = planes.clone();
    int size = canvas.size();
    for (int at = 0; at < planes.length; at++) {
      int x = at % size;
      int y = at / size % size;
      int up = at - (y > 0 ? size : 0);
      int down = at + (y < size - 1 ? size : 0);
      int left = x > 0 ? 1 : 0;
      int right = x < size - 1 ? 1 : 0;
      int sum =
          row(sharp, up, left, right)
              + 2 * row(sharp, at, left, right)
              + row(sharp, down, left, right);
      planes[at] = (byte) ((sum + 8) >> 4);
    }
  }

  private static int row(byte[] bytes, int at, int left, int right) {
    return (bytes[at - left] & 255) + 2 * (bytes[at] & 255) + (bytes[at + right] & 255);
  }
}
