package dev.sitewarden.cloud.incident;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts incidents by each facet, in one statement. */
@Singleton
class Facets {
  /** The most values that a facet shows, those with the most incidents; days: the newest. */
  private static final int MOST_VALUES = 50;

  /** One value of a facet and how many incidents it would show. */
  record Count(String value, long incidents) {}

  /** For each facet its counts, under every other condition of the query but its own. */
  Uni<Map<String, List<Count>>> count(Conditions conditions) {
    String sql =
        Arrays.stream(Facet.values())
            .map(facet -> sql(facet, conditions))
            .collect(Collectors.joining(" union all "));
    String whole = "select * from (" + sql + ") as counted";
    return Panache.getSession()
        .flatMap(
            session ->
                conditions
                    .bindCounting(session.createNativeQuery(whole, Tuple.class))
                    .getResultList())
        .map(Facets::byFacet);
  }

  private static String sql(Facet facet, Conditions conditions) {
    return """
        (select cast('%1$s' as text) as facet, cast(%2$s as text) as value, count(*) as incidents
         from incident i where %3$s and %2$s is not null
         group by 2 order by %4$s limit %5$d)
        """
        .formatted(
            facet.name().toLowerCase(Locale.ROOT),
            facet.sql(),
            conditions.allBut(facet),
            facet == Facet.DAY ? "2 desc" : "3 desc, 2",
            MOST_VALUES);
  }

  private static Map<String, List<Count>> byFacet(List<Tuple> rows) {
    Map<Facet, List<Count>> counts = new EnumMap<>(Facet.class);
    for (Tuple row : rows) {
      counts
          .computeIfAbsent(
              Facet.valueOf(row.get(0, String.class).toUpperCase(Locale.ROOT)),
              facet -> new ArrayList<>())
          .add(new Count(row.get(1, String.class), ((Number) row.get(2)).longValue()));
    }
    Map<String, List<Count>> named = new TreeMap<>();
    for (Facet facet : Facet.values()) {
      named.put(facet.name().toLowerCase(Locale.ROOT), counts.getOrDefault(facet, List.of()));
    }
    return named;
  }
}
