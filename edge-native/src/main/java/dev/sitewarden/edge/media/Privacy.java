package dev.sitewarden.edge.media;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.geometry.Polygon;
import java.util.List;

/**
 * What of a camera's pictures nobody may see in evidence.
 *
 * @param covered painted black in snapshots and clips, always
 */
public record Privacy(Blur blur, List<Polygon> covered) {
  public Privacy {
    covered = List.copyOf(covered);
  }

  public static Privacy defaults() {
    return new Privacy(Blur.OTHERS, List.of());
  }

  /** Whether pictures leave as they came. */
  boolean changesNothing() {
    return blur == Blur.NONE && covered.isEmpty();
  }
}
