package dev.sitewarden.cloud.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A site's plan, as JSON. */
@Entity
@Table(name = "on_call_plan")
class OnCallEntity {
  @Id String site;
  String plan;
  @Version int version;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected OnCallEntity() {}

  OnCallEntity(String site, String plan) {
    this.site = site;
    this.plan = plan;
  }
}
