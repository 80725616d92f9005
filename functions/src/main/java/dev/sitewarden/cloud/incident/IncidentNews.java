package dev.sitewarden.cloud.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Incidents that changed after a cursor, oldest change first, and the cursor for what follows. */
@RegisterForReflection
record IncidentNews(List<IncidentSummary> items, String news) {
  IncidentNews {
    items = List.copyOf(items);
  }
}
