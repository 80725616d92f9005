package dev.sitewarden.cloud.notify;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How people are reached, inside the caller's session or transaction. */
@Singleton
class Contacts {
  /** Everybody's, by name. */
  Uni<List<ContactEntity>> all() {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery("from ContactEntity order by person", ContactEntity.class)
                    .getResultList());
  }

  /** The same for looking up. */
  Uni<Map<String, ContactEntity>> byPerson() {
    return all()
        .map(
            found ->
                found.stream()
                    .collect(Collectors.toMap(contact -> contact.person, Function.identity())));
  }

  /** One person's, if there is any. */
  Uni<Optional<ContactEntity>> of(String person) {
    return Panache.getSession()
        .flatMap(session -> session.find(ContactEntity.class, person))
        .map(Optional::ofNullable);
  }
}
