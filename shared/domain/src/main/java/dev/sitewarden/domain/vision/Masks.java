package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import java.util.List;

/**
 * Areas of a camera's picture that are nobody's business.
 *
 * @param ignore where objects do not count: a poster with a face, the public road
 * @param privacy what is painted over before anything is stored or shown
 */
public record Masks(List<Polygon> ignore, List<Polygon> privacy) {
  public static final Masks NONE = new Masks(List.of(), List.of());

  public Masks {
    ignore = List.copyOf(ignore);
    privacy = List.copyOf(privacy);
  }

  /** Whether an object that stands there does not count. */
  public boolean ignores(Point anchor) {
    for (Polygon area : ignore) {
      if (area.contains(anchor)) {
        return true;
      }
    }
    return false;
  }
}
