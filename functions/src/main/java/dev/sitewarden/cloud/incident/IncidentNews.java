package dev.sitewarden.cloud.incident;

import java.util.List;

/** Incidents that changed after a cursor, oldest change first, and the cursor for what follows. */
record IncidentNews(List<IncidentSummary> items, String news) {
  IncidentNews {
    items = List.copyOf(items);
  }
}
