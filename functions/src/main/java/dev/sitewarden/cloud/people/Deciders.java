package dev.sitewarden.cloud.people;

import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may decide at which site, as far as that was granted; a camera of it is not enough. */
@Singleton
public class Deciders {
  private static final String GRANTED =
      """
      select asked.site, coalesce(asked.device, ''), given.person from access_grant given
      join unnest(string_to_array(:sites, ','), string_to_array(:devices, ','))
          as asked (site, device)
        on given.everywhere or (given.site = asked.site
          and (coalesce(asked.device, '') = '' or exists (select 1 from device_site placed
            where placed.device = asked.device and placed.site = asked.site)))
      where given.role in (:roles)
      """;

  /**
   * What is decided on: a site, or what one device of it saw. A device that was never placed there,
   * or is not any longer, is seen by those alone who see everything.
   */
  public record Place(String site, Optional<String> device) {}

  /** For each of these places the people whom grants name; inside the caller's session. */
  public Uni<Map<Place, Set<String>>> at(Set<Place> places) {
    if (places.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return Sql.of(GRANTED)
        .unflushed()
        .with("sites", joined(places, Place::site))
        .with("devices", joined(places, place -> place.device().orElse("")))
        .with("roles", Duty.DECIDE.roles().stream().map(Role::text).toList())
        .list(Tuple.class)
        .map(Deciders::byPlace);
  }

  private static String joined(Set<Place> places, Function<Place, String> part) {
    return places.stream().map(part).collect(Collectors.joining(","));
  }

  private static Map<Place, Set<String>> byPlace(List<Tuple> rows) {
    Map<Place, Set<String>> byPlace = new HashMap<>();
    for (Tuple row : rows) {
      Optional<String> device =
          Optional.of(row.get(1, String.class)).filter(name -> !name.isEmpty());
      byPlace
          .computeIfAbsent(new Place(row.get(0, String.class), device), place -> new HashSet<>())
          .add(row.get(2, String.class));
    }
    return byPlace;
  }
}
