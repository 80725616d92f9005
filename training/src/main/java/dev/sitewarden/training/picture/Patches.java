package dev.sitewarden.training.picture;

import dev.sitewarden.training.dataset.Box;
import java.util.random.RandomGenerator;

/**
 * Pastes small objects, each with a random margin of its surroundings, anywhere on a canvas: heads
 * are small on a site, rare in a picture, and must be found before any background ("Augmentation
 * for small object detection", Kisantal et al., 2019).
 */
final class Patches {
  private static final double PASTED = 0.5;
  private static final int MOST = 5;

  /** Wanted size of the object, the square root of its area, px. */
  private static final double SMALLEST_PX = 6;

  private static final double LARGEST_PX = 16;

  /** Sharper than a camera shows small objects if shrunk less than this makes them. */
  private static final double MOST_ENLARGED = 1.1;

  private final Corpus corpus;
  private final Canvas canvas;
  private final RandomGenerator random;

  private Patches(Corpus corpus, Canvas canvas, RandomGenerator random) {
    this.corpus = corpus;
    this.canvas = canvas;
    this.random = random;
  }

  static void paste(Corpus corpus, Canvas canvas, RandomGenerator random) {
    if (random.nextDouble() >= PASTED) {
      return;
    }
    var patches = new Patches(corpus, canvas, random);
    int count = 1 + random.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      patches.paste();
    }
  }

  private void paste() {
    var drawn = corpus.draw(random);
    if (drawn.boxes().isEmpty()) {
      return;
    }
    var object = drawn.boxes().get(random.nextInt(drawn.boxes().size()));
    double wanted = SMALLEST_PX * Math.pow(LARGEST_PX / SMALLEST_PX, random.nextDouble());
    double scale = wanted / Math.sqrt(Math.max(1, object.area()));
    if (scale > MOST_ENLARGED) {
      return;
    }
    var picture = drawn.picture();
    double side = Math.max(object.width(), object.height());
    var across =
        span(
            object.left() - margin(side, 1),
            object.right() + margin(side, 1),
            picture.width(),
            scale);
    var down =
        span(
            object.top() - margin(side, 1),
            object.bottom() + margin(side, 3),
            picture.height(),
            scale);
    if (isFree(across, down)) {
      boolean mirrored = random.nextBoolean();
      Resampler.draw(picture, across, down, mirrored, canvas);
      Placing.place(canvas, drawn.boxes(), across, down, mirrored);
    }
  }

  private double margin(double side, double most) {
    return side * random.nextDouble(0.15, most);
  }

  /** A stretch of the picture, shrunk, somewhere on the canvas. */
  private Span span(double low, double high, int limit, double scale) {
    double from = Math.max(0, low);
    double length = Math.min(limit, high) - from;
    int shown = (int) Math.max(1, Math.min(canvas.size(), Math.floor(length * scale)));
    return new Span(from, scale, random.nextInt(canvas.size() - shown + 1), shown);
  }

  private boolean isFree(Span across, Span down) {
    return canvas.boxes().stream().noneMatch(box -> touches(box, across, down))
        && canvas.unknown().stream().noneMatch(box -> touches(box, across, down));
  }

  private static boolean touches(Box box, Span across, Span down) {
    return box.right() > across.at()
        && box.left() < across.at() + across.length()
        && box.bottom() > down.at()
        && box.top() < down.at() + down.length();
  }
}
