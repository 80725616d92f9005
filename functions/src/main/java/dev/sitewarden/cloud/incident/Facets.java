package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.incident.FacetCounts.Count;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts incidents by each facet, in one statement.
 *
 * <p>A facet is counted under every other condition of the query but its own. So the facets of
 * which nothing is said are counted over the same incidents, which are read once; each of the
 * others is counted over incidents of its own. Of each the newest are read, along the index by
 * time, and no more than {@link #MOST_COUNTED}: what fits many costs the same however many there
 * are. Figures: docs/figures.md.
 */
@Singleton
class Facets {
  /** More takes longer, and tells little more about what is worth choosing. */
  static final int MOST_COUNTED = 20_000;

  /** The most values that a facet shows, those with the most incidents; days: the newest. */
  private static final int MOST_VALUES = 50;

  /** The row that says how many incidents were read; no facet's name. */
  private static final String READ = "";

  /** For each facet its counts, the value with the most incidents first; days: the newest first. */
  Uni<FacetCounts> count(Conditions conditions) {
    String sql =
        """
        select facet, value, incidents from (
          select facet, value, incidents, row_number() over (partition by facet
              order by case when facet = 'day' then value end desc, incidents desc, value) as place
          from (%s) as counted) as ranked
        where place <= %d order by facet, place
        """
            .formatted(counted(conditions), MOST_VALUES);
    return Panache.getSession()
        .flatMap(
            session ->
                conditions
                    .bindCounting(session.createNativeQuery(sql, Tuple.class))
                    .getResultList())
        .map(Facets::counts);
  }

  private static String counted(Conditions conditions) {
    Set<Facet> narrowing = conditions.facets();
    Set<Facet> others = EnumSet.allOf(Facet.class);
    others.removeAll(narrowing);
    return Stream.concat(
            narrowing.stream().map(one -> counted(Set.of(one), conditions.allBut(one))),
            Stream.of(others)
                .filter(rest -> !rest.isEmpty())
                .map(rest -> counted(rest, conditions.all())))
        .collect(Collectors.joining(" union all "));
  }

  /** Each incident says its value of each facet, and that it was read. */
  private static String counted(Set<Facet> facets, String condition) {
    String values =
        facets.stream()
            .map(facet -> ", ('%s', cast(%s as text))".formatted(name(facet), column(facet)))
            .collect(Collectors.joining());
    String columns =
        facets.stream()
            .map(facet -> "%s as %s".formatted(facet.sql(), column(facet)))
            .collect(Collectors.joining(", "));
    return """
        select said.facet, said.value, count(*) as incidents
        from (select %s from incident i where %s order by i.captured_at desc, i.id desc limit %d) as newest
          cross join lateral (values ('%s', '')%s) as said(facet, value)
        where said.value is not null group by said.facet, said.value
        """
        .formatted(columns, condition, MOST_COUNTED, READ, values);
  }

  private static String name(Facet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }

  private static String column(Facet facet) {
    return "of_" + name(facet);
  }

  private static FacetCounts counts(List<Tuple> rows) {
    Map<String, List<Count>> counts = new TreeMap<>();
    long mostRead = 0;
    for (Tuple row : rows) {
      String facet = row.get(0, String.class);
      Count count = new Count(row.get(1, String.class), ((Number) row.get(2)).longValue());
      if (facet.equals(READ)) {
        mostRead = Math.max(mostRead, count.incidents());
      } else {
        counts.computeIfAbsent(facet, name -> new ArrayList<>()).add(count);
      }
    }
    Arrays.stream(Facet.values())
        .forEach(facet -> counts.computeIfAbsent(name(facet), name -> List.of()));
    return new FacetCounts(
        counts, mostRead < MOST_COUNTED ? Optional.empty() : Optional.of(MOST_COUNTED));
  }
}
