package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
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
  private static final String LIST =
      "from GrantEntity where (:person = '' or person = :person) order by person, grantedAt, id";

  private final AuditLog audit;
  private final InstantSource clock;

  Grants(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  Uni<List<GrantEntity>> list(Optional<String> person) {
    return Panache.withSession(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createSelectionQuery(LIST, GrantEntity.class)
                            .setParameter("person", person.orElse(""))
                            .setMaxResults(SHOWN)
                            .getResultList()));
  }

  Uni<GrantEntity> add(GrantEntity grant) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(session -> session.persist(grant))
                .chain(() -> note(AuditAction.GRANT_GIVEN, grant.grantedBy, grant))
                .replaceWith(grant));
  }

  private Uni<Void> note(AuditAction action, String actor, GrantEntity grant) {
    return audit.append(
        List.of(AuditEvent.of(clock.instant(), actor, action, grant.person, grant.text())));
  }

  Uni<Void> remove(UUID id, String actor) {
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .find(GrantEntity.class, id)
                            .onItem()
                            .ifNull()
                            .failWith(() -> unknown(id))
                            .call(grant -> note(AuditAction.GRANT_REVOKED, actor, grant))
                            .flatMap(session::remove)));
  }

  private static ProblemException unknown(UUID id) {
    return ProblemException.notFound("grant-unknown", "There is no grant %s.".formatted(id));
  }
}
