package dev.sitewarden.edge.app;

import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.metrics.EdgeMetric;
import dev.sitewarden.edge.metrics.Metric;
import dev.sitewarden.edge.outbox.Drop;
import dev.sitewarden.edge.outbox.MessageClass;
import dev.sitewarden.edge.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;

/** What waits for the hub, what was given up, and what the disk has had to take. */
final class OutboxMetrics {
  private OutboxMetrics() {}

  static List<Metric> of(Outbox outbox, WriteMeter meter) {
    List<Metric> metrics = new ArrayList<>();
    for (MessageClass kind : MessageClass.values()) {
      metrics.add(EdgeMetric.OUTBOX_WAITING.of(() -> outbox.waiting(kind), kind.key()));
      metrics.add(EdgeMetric.OUTBOX_BYTES.of(() -> outbox.bytes(kind), kind.key()));
      for (Drop why : Drop.values()) {
        metrics.add(
            EdgeMetric.OUTBOX_DROPPED.of(() -> outbox.dropped(kind, why), kind.key(), why.key()));
      }
    }
    metrics.add(EdgeMetric.OUTBOX_POISONED.of(outbox::poisoned));
    for (String kind : meter.kinds()) {
      metrics.add(EdgeMetric.DISK_WRITTEN.of(() -> meter.total(kind).bytes(), kind));
      metrics.add(EdgeMetric.DISK_SYNCS.of(() -> meter.total(kind).syncs(), kind));
    }
    return metrics;
  }
}
