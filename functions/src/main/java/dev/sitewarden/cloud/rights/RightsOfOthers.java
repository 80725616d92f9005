package dev.sitewarden.cloud.rights;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people may who make no request now, as far as it is known here: what was granted to them
 * and, of those who sign in here, what their role may. Roles that Entra gives are known while
 * somebody is signed in: a grant is taken for what it says, and who has none sees nothing.
 */
@Singleton
public class RightsOfOthers {
  private final LocalRoles locals;

  RightsOfOthers(LocalRoles locals) {
    this.locals = locals;
  }

  /** For each of these people, as grants name them; inside the caller's session. */
  public Uni<Map<String, Rights>> of(Collection<String> people) {
    return Granted.to(people)
        .map(
            granted -> {
              Map<String, Rights> rights = new HashMap<>();
              people.forEach(person -> rights.put(person, of(person, granted)));
              return rights;
            });
  }

  private Rights of(String person, List<Granted> granted) {
    Optional<Role> local = locals.of(person);
    Map<Role, Sight> byRole = new EnumMap<>(Role.class);
    for (Granted grant : granted) {
      if (grant.person().equals(person) && local.map(grant.role()::equals).orElse(true)) {
        byRole.merge(grant.role(), grant.where(), Sight::and);
      }
    }
    local.ifPresent(role -> byRole.putIfAbsent(role, Sight.EVERYTHING));
    return new Rights(person, byRole);
  }
}
