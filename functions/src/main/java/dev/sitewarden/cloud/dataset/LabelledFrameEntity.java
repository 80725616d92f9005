package dev.sitewarden.cloud.dataset;

import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.Verdict;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A judged frame: the verdict is here, boxes and picture are the incident's. */
@Entity
@Table(name = "labelled_frame")
class LabelledFrameEntity {
  @Id UUID incidentId;

  @Enumerated(EnumType.STRING)
  Verdict verdict;

  String judgedBy;
  Instant judgedAt;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected LabelledFrameEntity() {}

  LabelledFrameEntity(UUID incidentId, IncidentChange.Resolved resolved) {
    this.incidentId = incidentId;
    this.verdict = resolved.verdict();
    this.judgedBy = resolved.by();
    this.judgedAt = resolved.at();
  }
}
