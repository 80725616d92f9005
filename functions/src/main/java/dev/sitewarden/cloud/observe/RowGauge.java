package dev.sitewarden.cloud.observe;

import dev.sitewarden.cloud.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * A number for each label, counted in the database. Every process shows the same, so whoever reads
 * several of them takes the largest and never adds them up.
 */
public final class RowGauge {
  private final MultiGauge gauge;
  private final String label;
  private final String query;

  /**
   * @param query finds rows of a label's value, of which there must be few, and its number; 0 where
   *     there is nothing, as what is not shown cannot be told from what is not counted
   */
  public RowGauge(
      MeterRegistry registry, String name, String description, String label, String query) {
    this.gauge = MultiGauge.builder(name).description(description).register(registry);
    this.label = label;
    this.query = query;
  }

  /** Counts again; a label that is not found is not shown. */
  public Uni<Void> refresh() {
    return Panache.withSession(() -> Sql.of(query).list(Object[].class))
        .invoke(this::show)
        .replaceWithVoid();
  }

  private void show(List<Object[]> rows) {
    List<MultiGauge.Row<?>> shown = new ArrayList<>();
    for (Object[] row : rows) {
      shown.add(
          MultiGauge.Row.of(
              Tags.of(label, String.valueOf(row[0])), ((Number) row[1]).doubleValue()));
    }
    gauge.register(shown, true);
  }
}
