package dev.sitewarden.training.picture;

import java.util.random.RandomGenerator;

/**
 * Composes random network inputs: whole pictures as they are served, zoomed pictures, and mosaics
 * of four, which show many small heads for the price of one picture, half of them with pasted small
 * objects. Mirrored half of the time; light, colour, blur and noise vary.
 */
public final class Augmenter {
  private static final double WHOLE = 0.25;
  private static final double ZOOMED = 0.3;

  private final Corpus corpus;
  private final int servedPx;
  private final int size;

  /**
   * @param servedPx side of the input that pictures are fitted to when the model serves
   * @param cropPx side of the canvases, which show part of that
   */
  public Augmenter(Corpus corpus, int servedPx, int cropPx) {
    this.corpus = corpus;
    this.servedPx = servedPx;
    this.size = cropPx;
  }

  public Canvas compose(RandomGenerator random) {
    var canvas = new Canvas(size);
    double kind = random.nextDouble();
    if (kind < WHOLE) {
      draw(canvas, new Tile(0, 0, size, size), Zoom.WHOLE, random);
    } else if (kind < WHOLE + ZOOMED) {
      draw(canvas, new Tile(0, 0, size, size), Zoom.SINGLE, random);
    } else {
      mosaic(canvas, random);
    }
    Patches.paste(corpus, canvas, random);
    Colours.vary(canvas, random);
    return canvas;
  }

  private void mosaic(Canvas canvas, RandomGenerator random) {
    int x = (int) (size * random.nextDouble(0.35, 0.65));
    int y = (int) (size * random.nextDouble(0.35, 0.65));
    draw(canvas, new Tile(0, 0, x, y), Zoom.MOSAIC, random);
    draw(canvas, new Tile(x, 0, size - x, y), Zoom.MOSAIC, random);
    draw(canvas, new Tile(0, y, x, size - y), Zoom.MOSAIC, random);
    draw(canvas, new Tile(x, y, size - x, size - y), Zoom.MOSAIC, random);
  }

  private record Tile(int x, int y, int width, int height) {}

  private void draw(Canvas canvas, Tile tile, Zoom zoom, RandomGenerator random) {
    var drawn = corpus.draw(random);
    var picture = drawn.picture();
    double scale = zoom.scale(random) * servedPx / Math.max(picture.width(), picture.height());
    double stretch = zoom.stretch(random);
    var window = new Window(drawn, zoom == Zoom.WHOLE, random);
    var across = window.across(scale * stretch, tile.x(), tile.width());
    var down = window.down(scale / stretch, tile.y(), tile.height());
    boolean mirrored = random.nextBoolean();
    Resampler.draw(picture, across, down, mirrored, canvas);
    Placing.place(canvas, drawn.boxes(), across, down, mirrored);
  }
}
