package dev.sitewarden.domain;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the tests of this module look at: short recordings of detections, 25 frames a second. */
public final class Scenes {
  public static final Instant START = Instant.parse("2026-11-20T09:30:00Z");
  public static final Duration FRAME = Duration.ofMillis(40);
  public static final double WIDTH = 0.1;
  public static final double HEIGHT = 0.3;
  private static final double STEP = 0.015;
  private static final int FRAMES = 60;

  /** What the model says of one frame. */
  public record Shot(Instant at, List<Detection> detections) {
    public Shot {
      detections = List.copyOf(detections);
    }
  }

  private Scenes() {}

  /** The middle half of the frame. */
  public static Zone dock(Anchor anchor, Rule... rules) {
    List<Point> corners =
        List.of(
            new Point(0.25, 0.25),
            new Point(0.75, 0.25),
            new Point(0.75, 0.75),
            new Point(0.25, 0.75));
    return new Zone(
        new ZoneId("dock"), "Loading dock", new Polygon(corners), anchor, List.of(rules));
  }

  /** Somebody walks from the left of the frame to the right, through the dock, in 60 frames. */
  public static List<Shot> personCrossing() {
    return recording(i -> List.of(person(0.05 + STEP * i, 0.5, 0.9)));
  }

  /** Two people of one size walk towards each other and pass, each always detected. */
  public static List<Shot> twoPeopleCrossing() {
    return recording(
        i -> List.of(person(0.05 + STEP * i, 0.5, 0.9), person(0.95 - STEP * i, 0.52, 0.8)));
  }

  /** Somebody stands still for 60 frames, detected with the score. */
  public static List<Shot> personStanding(double score) {
    return recording(i -> List.of(person(0.5, 0.5, score)));
  }

  /** Nothing is detected from one frame (included) to another (excluded). */
  public static List<Shot> hidden(List<Shot> shots, int from, int to) {
    return changed(shots, from, to, detections -> List.of());
  }

  /** Everything is detected with this score from one frame (included) to another (excluded). */
  public static List<Shot> faint(List<Shot> shots, int from, int to, double score) {
    return changed(
        shots,
        from,
        to,
        all -> all.stream().map(d -> new Detection(d.label(), score, d.box())).toList());
  }

  /** Both recordings at once. */
  public static List<Shot> together(List<Shot> one, List<Shot> other) {
    return IntStream.range(0, one.size())
        .mapToObj(
            i ->
                new Shot(
                    one.get(i).at(),
                    Stream.concat(
                            one.get(i).detections().stream(), other.get(i).detections().stream())
                        .toList()))
        .toList();
  }

  public static Detection person(double x, double y, double score) {
    return detection("person", x, y, score);
  }

  /** A box of {@link #WIDTH} by {@link #HEIGHT} around the point, cut off at the frame's edge. */
  public static Detection detection(String label, double x, double y, double score) {
    var box =
        new BoundingBox(
            Math.max(0, x - WIDTH / 2),
            Math.max(0, y - HEIGHT / 2),
            Math.min(1, x + WIDTH / 2),
            Math.min(1, y + HEIGHT / 2));
    return new Detection(new Label(label), score, box);
  }

  /** When the frame, counted from 0, was captured. */
  public static Instant at(int frame) {
    return START.plus(FRAME.multipliedBy(frame));
  }

  private interface Script {
    List<Detection> detectionsOf(int frame);
  }

  private static List<Shot> recording(Script script) {
    return IntStream.range(0, FRAMES)
        .mapToObj(i -> new Shot(at(i), script.detectionsOf(i)))
        .toList();
  }

  private static List<Shot> changed(
      List<Shot> shots, int from, int to, UnaryOperator<List<Detection>> change) {
    List<Shot> changed = new ArrayList<>(shots);
    for (int i = from; i < to; i++) {
      changed.set(i, new Shot(shots.get(i).at(), change.apply(shots.get(i).detections())));
    }
    return changed;
  }
}
