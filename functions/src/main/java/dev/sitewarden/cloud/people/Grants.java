package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The grants, each change a transaction. */
@Singleton
class Grants {
  private static final int SHOWN = 1000;
  private static final String LIST =
      "from GrantEntity where (:person = '' or person = :person) order by person, grantedAt, id";

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
        () -> Panache.getSession().flatMap(session -> session.persist(grant)).replaceWith(grant));
  }

  Uni<Void> remove(UUID id) {
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
                            .flatMap(session::remove)));
  }

  private static ProblemException unknown(UUID id) {
    return ProblemException.notFound("grant-unknown", "There is no grant %s.".formatted(id));
  }
}
