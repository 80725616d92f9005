package dev.sitewarden.cloud.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * A page of incidents.
 *
 * @param older cursor of the next page, if there is one
 * @param news cursor to wait with for what changes after this answer
 */
@RegisterForReflection
record IncidentList(List<IncidentSummary> items, Optional<String> older, String news) {
  IncidentList {
    items = List.copyOf(items);
  }
}
