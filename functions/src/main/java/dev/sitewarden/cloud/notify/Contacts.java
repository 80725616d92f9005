package dev.sitewarden.cloud.notify;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
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
    return all().map(Contacts::byPerson);
  }

  /** Those of these people, as far as there are any. */
  Uni<Map<String, ContactEntity>> byPerson(Collection<String> people) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createSelectionQuery(
                        "from ContactEntity where person in :people", ContactEntity.class)
                    .setParameter("people", people)
                    .getResultList())
        .map(Contacts::byPerson);
  }

  private static Map<String, ContactEntity> byPerson(List<ContactEntity> found) {
    return found.stream().collect(Collectors.toMap(contact -> contact.person, Function.identity()));
  }

  /** One person's, if there is any. */
  Uni<Optional<ContactEntity>> of(String person) {
    return Panache.getSession()
        .flatMap(session -> session.find(ContactEntity.class, person))
        .map(Optional::ofNullable);
  }
}
