package dev.sitewarden.domain.vision;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;

/** One model output in one frame; never an alarm. Score is 0..1. */
public record Detection(Label label, double score, BoundingBox box) {
  public Detection {
    if (!(score >= 0 && score <= 1)) { // written so that NaN fails too
      throw new IllegalArgumentException("score must be inside 0..1, got " + score);
    }
  }
}
