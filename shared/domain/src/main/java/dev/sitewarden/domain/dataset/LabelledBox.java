package dev.sitewarden.domain.dataset;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;

/** A box in a picture, and whether a person agrees with its label. */
public record LabelledBox(Label label, BoundingBox box, Review review) {

  /** What a person said of a box. */
  public enum Review {
    /** It is what the label says: a positive example. */
    CONFIRMED,
    /** It is not what the label says, though a model thought so: a hard negative. */
    REJECTED,
    /** Nobody has looked: neither object nor background. */
    UNREVIEWED
  }
}
