package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may decide at which site, as far as that was granted; a camera of it is not enough. */
@Singleton
public class Deciders {
  private static final String GRANTED =
      """
      select asked.site, given.person from access_grant given
      join unnest(string_to_array(:sites, ',')) as asked (site)
        on given.everywhere or given.site = asked.site
      where given.role in (:roles)
      """;

  /** For each of these sites the people whom grants name; inside the caller's session. */
  public Uni<Map<String, Set<String>>> at(Collection<String> sites) {
    if (sites.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return Sql.of(GRANTED)
        .unflushed()
        .with("sites", String.join(",", sites))
        .with("roles", Duty.DECIDE.roles().stream().map(Role::text).toList())
        .list(Tuple.class)
        .map(Deciders::bySite);
  }

  private static Map<String, Set<String>> bySite(List<Tuple> rows) {
    Map<String, Set<String>> bySite = new HashMap<>();
    for (Tuple row : rows) {
      bySite
          .computeIfAbsent(row.get(0, String.class), site -> new HashSet<>())
          .add(row.get(1, String.class));
    }
    return bySite;
  }
}
