package dev.sitewarden.cloud.people;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that a person has at some place; the place is everywhere, a site, or some cameras, by
 * name. There is one of a person, role and place.
 */
@Entity
@Table(name = "access_grant")
class GrantEntity {
  @Id UUID id;
  String person;
  String role;
  boolean everywhere;
  @Nullable String site;
  String @Nullable [] cameras;
  String grantedBy;
  Instant grantedAt;

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected GrantEntity() {}

  GrantEntity(GrantResource.NewGrant grant, String grantedBy, Instant grantedAt) {
    this.id = UUID.randomUUID();
    this.person = grant.person();
    this.role = grant.role();
    this.everywhere = grant.isEverywhere();
    this.site = grant.site();
    this.cameras =
        grant.cameras() == null
            ? null
            : grant.cameras().stream().distinct().sorted().toArray(String[]::new);
    this.grantedBy = grantedBy;
    this.grantedAt = grantedAt;
  }

  /** The grant in words, for the audit log. */
  String text() {
    String place = site == null ? "everywhere" : "at site " + site;
    return role + " " + (cameras == null ? place : "on " + String.join(", ", cameras));
  }
}
