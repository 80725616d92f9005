package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Rights;
import dev.sitewarden.cloud.rights.RightsOfOthers;
import dev.sitewarden.cloud.rights.Sight;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What people see whom messages and plans name, as far as it is known without them. */
@Singleton
class Sights {
  private final Contacts contacts;
  private final RightsOfOthers rights;

  Sights(Contacts contacts, RightsOfOthers rights) {
    this.contacts = contacts;
    this.rights = rights;
  }

  /** For each of these people, inside the caller's session. */
  Uni<Map<String, Sight>> of(Collection<String> people) {
    if (people.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return contacts
        .byPerson(people)
        .flatMap(
            known -> {
              Set<String> names = new HashSet<>(people);
              known.values().forEach(contact -> grantedAs(contact).ifPresent(names::add));
              return rights.of(names).map(granted -> sights(people, known, granted));
            });
  }

  private static Optional<String> grantedAs(ContactEntity contact) {
    return Optional.ofNullable(contact.grantedAs);
  }

  /** Grants name a person as his contact does, or as Entra does. */
  private static Map<String, Sight> sights(
      Collection<String> people, Map<String, ContactEntity> known, Map<String, Rights> granted) {
    Map<String, Sight> sights = new HashMap<>();
    for (String person : people) {
      Sight own = sight(person, granted);
      sights.put(
          person,
          Optional.ofNullable(known.get(person))
              .flatMap(Sights::grantedAs)
              .map(name -> own.and(sight(name, granted)))
              .orElse(own));
    }
    return sights;
  }

  private static Sight sight(String name, Map<String, Rights> granted) {
    return Objects.requireNonNull(granted.get(name)).sight(Duty.LOOK);
  }
}
