package dev.sitewarden.cloud.incident;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** An incident's place in the order of all changes; written by the change feed. */
@Entity
@Immutable
@Table(name = "incident_news_item")
class NewsItemEntity {
  @Id UUID incidentId;
  long number;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected NewsItemEntity() {}
}
