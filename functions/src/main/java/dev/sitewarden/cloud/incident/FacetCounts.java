package dev.sitewarden.cloud.incident;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many incidents each value of each facet would show.
 *
 * @param ofNewest if there are more than that many incidents, only so many of the newest are
 *     counted
 */
record FacetCounts(Map<String, List<Count>> facets, Optional<Integer> ofNewest) {
  FacetCounts {
    facets = Map.copyOf(facets);
  }

  /** One value of a facet and how many incidents it would show. */
  record Count(String value, long incidents) {}
}
