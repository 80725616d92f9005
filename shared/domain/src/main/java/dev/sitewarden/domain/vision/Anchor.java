package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;

/** Which point of a box decides whether its object stands in a zone. */
public enum Anchor {
  /** Bottom centre: where a person touches the ground. */
  FEET,
  /** The middle: for heads, and for zones drawn at head height. */
  CENTRE;

  public Point of(BoundingBox box) {
    return switch (this) {
      case FEET -> box.bottomCentre();
      case CENTRE -> box.centre();
    };
  }
}
