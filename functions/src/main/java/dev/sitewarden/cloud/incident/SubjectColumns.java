package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The detection that is judged. */
@Embeddable
record SubjectColumns(
    @Column(name = "subject_label") String label,
    @Column(name = "subject_score") double score,
    @Column(name = "subject_left") double left,
    @Column(name = "subject_top") double top,
    @Column(name = "subject_right") double right,
    @Column(name = "subject_bottom") double bottom) {

  static SubjectColumns of(Detection subject) {
    BoundingBox box = subject.box();
    return new SubjectColumns(
        subject.label().value(), subject.score(), box.left(), box.top(), box.right(), box.bottom());
  }

  Detection detection() {
    return new Detection(new Label(label), score, new BoundingBox(left, top, right, bottom));
  }
}
