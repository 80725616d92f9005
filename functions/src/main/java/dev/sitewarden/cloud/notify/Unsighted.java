package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom plans name who sees nothing of the site: he is told, and no picture goes to him. */
@Singleton
class Unsighted {
  private static final String PLACED =
      "select site, device from device_site where site in (:sites)";

  private final Sights sights;

  Unsighted(Sights sights) {
    this.sights = sights;
  }

  /** For each of these plans by site, in the order of its names; inside the caller's session. */
  Uni<Map<String, List<String>>> of(Map<String, OnCallPlan> plans) {
    if (plans.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Set<String> people =
        plans.values().stream().flatMap(plan -> plan.people().stream()).collect(Collectors.toSet());
    return placed(plans.keySet())
        .flatMap(placed -> sights.of(people).map(known -> unsighted(plans, placed, known)));
  }

  private static Uni<Map<String, Set<String>>> placed(Set<String> sites) {
    return Sql.of(PLACED)
        .with("sites", sites)
        .list(Tuple.class)
        .map(
            rows -> {
              Map<String, Set<String>> placed = new HashMap<>();
              for (Tuple row : rows) {
                placed
                    .computeIfAbsent(row.get(0, String.class), site -> new HashSet<>())
                    .add(row.get(1, String.class));
              }
              return placed;
            });
  }

  private static Map<String, List<String>> unsighted(
      Map<String, OnCallPlan> plans, Map<String, Set<String>> placed, Map<String, Sight> known) {
    Map<String, List<String>> unsighted = new HashMap<>();
    plans.forEach(
        (site, plan) ->
            unsighted.put(
                site,
                plan.people().stream()
                    .filter(
                        person ->
                            seesNothing(
                                Objects.requireNonNull(known.get(person)),
                                site,
                                placed.getOrDefault(site, Set.of())))
                    .toList()));
    return unsighted;
  }

  private static boolean seesNothing(Sight sight, String site, Set<String> devices) {
    return !sight.includesSite(site) && devices.stream().noneMatch(sight::includesSomeOf);
  }
}
