package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The grants, each change a transaction. */
@Singleton
class Grants {
  private static final int SHOWN = 1000;

  /** What exists is answered: by its own id. */
  private static final String GIVE =
      """
      insert into access_grant
        (id, person, role, everywhere, site, cameras, granted_by, granted_at)
      values (:id, :person, :role, :everywhere, nullif(:site, ''),
        cast(string_to_array(nullif(:cameras, ''), ',') as varchar[]), :by, :at)
      on conflict (person, role, everywhere, coalesce(site, ''), cameras_digest(cameras))
        do update set person = excluded.person
      returning *
      """;

  private static final String WHO_GIVES =
      "Grants are given, and taken back, by an admin of every place.";

  /** A grant for everywhere lies in no single place: it is seen by whoever sees everything. */
  private static final String LIST =
      """
      select given.* from access_grant given
      where (:person = '' or given.person = :person) and (:seesAll = true
        or given.site in (:seenSites)
        or exists (select 1 from unnest(given.cameras) as camera
          where camera in (:seenCameras) or split_part(camera, '/', 1) in (:seenDevices)))
      order by given.person, given.granted_at, given.id
      """;

  /**
   * The grants that a viewer sees.
   *
   * @param mayGive whether he may give grants, and take them back
   */
  record Seen(List<GrantEntity> rows, Sight sight, boolean mayGive) {
    Seen {
      rows = List.copyOf(rows);
    }
  }

  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  Grants(AuditLog audit, Viewer viewer, InstantSource clock) {
    this.audit = audit;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** Those for places that the viewer audits. */
  Uni<Seen> list(Optional<String> person) {
    return Panache.withSession(
        () ->
            viewer
                .rights()
                .flatMap(
                    rights ->
                        list(person.orElse(""), rights.sight(Duty.AUDIT))
                            .map(
                                rows ->
                                    new Seen(
                                        rows,
                                        rights.sight(Duty.AUDIT),
                                        rights.sight(Duty.APPOINT).everywhere()))));
  }

  private static Uni<List<GrantEntity>> list(String person, Sight sight) {
    return Panache.getSession()
        .flatMap(
            session ->
                sight
                    .bind(session.createNativeQuery(LIST, GrantEntity.class))
                    .setParameter("seenSites", sight.sites())
                    .setParameter("person", person)
                    .setMaxResults(SHOWN)
                    .getResultList());
  }

  /** Who could give in one place could give himself all the others. */
  private Uni<Sight> requireGiver() {
    return viewer.sight(Duty.APPOINT).invoke(sight -> sight.requireEverywhere(WHO_GIVES));
  }

  /**
   * What somebody has who was given something.
   *
   * @param isNew whether he did not have it before
   */
  record Given(GrantEntity grant, boolean isNew) {}

  /** Gives it, or says which grant it is that gave it before. */
  Uni<Given> add(GrantResource.NewGrant wanted) {
    GrantEntity grant = new GrantEntity(wanted, viewer.name(), clock.instant());
    return Panache.withTransaction(
        () ->
            requireGiver()
                .chain(() -> give(grant))
                .map(held -> new Given(held, held.id.equals(grant.id)))
                .call(
                    given ->
                        given.isNew()
                            ? note(AuditAction.GRANT_GIVEN, grant)
                            : Uni.createFrom().voidItem()));
  }

  private static Uni<GrantEntity> give(GrantEntity grant) {
    return Sql.of(GIVE)
        .with("id", grant.id)
        .with("person", grant.person)
        .with("role", grant.role)
        .with("everywhere", grant.everywhere)
        .with("site", grant.site == null ? "" : grant.site)
        .with("cameras", grant.cameras == null ? "" : String.join(",", grant.cameras))
        .with("by", grant.grantedBy)
        .with("at", grant.grantedAt)
        .single(GrantEntity.class);
  }

  private Uni<Void> note(AuditAction action, GrantEntity grant) {
    return audit.append(
        List.of(AuditEvent.of(clock.instant(), viewer.name(), action, grant.person, grant.text())));
  }

  Uni<Void> remove(UUID id) {
    return Panache.withTransaction(
        () ->
            requireGiver()
                .chain(() -> Panache.getSession())
                .flatMap(
                    session ->
                        session
                            .find(GrantEntity.class, id)
                            .onItem()
                            .ifNull()
                            .failWith(() -> unknown(id))
                            .call(grant -> note(AuditAction.GRANT_REVOKED, grant))
                            .flatMap(session::remove)));
  }

  private static ProblemException unknown(UUID id) {
    return ProblemException.notFound("grant-unknown", "There is no grant %s.".formatted(id));
  }
}
