package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.problem.ProblemException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A time of a camera of which nothing is dropped. */
@Entity
@Table(name = "legal_hold")
class HoldEntity {
  @Id UUID id;
  String device;
  String camera;
  Instant fromAt;
  Instant toAt;
  String reason;
  String placedBy;
  Instant placedAt;
  @Nullable String releasedBy;
  @Nullable Instant releasedAt;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected HoldEntity() {}

  HoldEntity(HoldResource.NewHold wanted, String by, Instant at) {
    this.id = UUID.randomUUID();
    this.device = wanted.device();
    this.camera = wanted.camera();
    this.fromAt = wanted.from();
    this.toAt = wanted.to();
    this.reason = wanted.reason().strip();
    this.placedBy = by;
    this.placedAt = at;
  }

  void release(String by, Instant at) {
    if (releasedAt != null) {
      throw ProblemException.conflict("hold-released", "This hold was released before.");
    }
    releasedBy = by;
    releasedAt = at;
  }
}
