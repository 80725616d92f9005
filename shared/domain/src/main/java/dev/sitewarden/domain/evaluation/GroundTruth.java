package dev.sitewarden.domain.evaluation;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;

/**
 * Something that is in a picture.
 *
 * @param crowd COCO's {@code iscrowd}: a region about which nothing is said. Detections of that
 *     label inside it, any number, are neither right nor wrong, and nobody has to find it
 */
public record GroundTruth(Label label, BoundingBox box, boolean crowd) {

  /** An object that is to be found. */
  public static GroundTruth object(Label label, BoundingBox box) {
    return new GroundTruth(label, box, false);
  }

  /** A region that counts neither way. */
  public static GroundTruth ignored(Label label, BoundingBox box) {
    return new GroundTruth(label, box, true);
  }
}
