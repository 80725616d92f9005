package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.FlushMode;

/**
 * Stores what devices say besides incidents, for the stages to the right: counts, frames to learn
 * from, pieces of recordings, news of the devices themselves. One statement a table and batch.
 */
@Singleton
final class DeviceReports {
  private static final Outcome APPLIED = new Outcome.Applied();

  /** Whether a message is one of those that are stored here. */
  static boolean isReport(DeviceEvent event) {
    return !(event.event().data() instanceof OfIncident);
  }

  /**
   * Stores reports that never came before, inside the caller's transaction.
   *
   * @return one outcome for each report, in the same order
   */
  Uni<List<Outcome>> keep(List<DeviceEvent> reports) {
    Map<ReportTable, ReportRows> rows = new EnumMap<>(ReportTable.class);
    List<Outcome> outcomes = new ArrayList<>(reports.size());
    for (DeviceEvent report : reports) {
      outcomes.add(add(report, rows));
    }
    return Multi.createFrom()
        .iterable(rows.entrySet())
        .onItem()
        .transformToUniAndConcatenate(table -> insert(table.getKey(), table.getValue()))
        .collect()
        .last()
        .replaceWith(outcomes);
  }

  private static Outcome add(DeviceEvent report, Map<ReportTable, ReportRows> rows) {
    DeviceMessage message = report.event().data();
    if (message instanceof FileStored file && !isOwn(file, report)) {
      return new Outcome.Refused(
          "path '%s' is not below the folder of device %s".formatted(file.path(), report.device()));
    }
    switch (message) {
      case OccupancyCounted counted -> of(ReportTable.OCCUPANCY, rows).add(report, counted);
      case FrameSampled sampled -> of(ReportTable.SAMPLES, rows).add(report, sampled);
      case RecordingStored stored -> of(ReportTable.RECORDINGS, rows).add(report, stored);
      case DeviceHealth health -> of(ReportTable.HEALTH, rows).add(report, health);
      case OfIncident other ->
          throw new IllegalStateException("not a report but of an incident: " + other.type());
    }
    return APPLIED;
  }

  private static ReportRows of(ReportTable table, Map<ReportTable, ReportRows> rows) {
    return rows.computeIfAbsent(table, first -> new ReportRows());
  }

  /** Devices may not present each other's files as theirs. */
  private static boolean isOwn(FileStored file, DeviceEvent report) {
    return file.path().startsWith(report.device() + "/");
  }

  private static Uni<Integer> insert(ReportTable table, ReportRows rows) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(table.insert())
                    .setFlushMode(FlushMode.MANUAL) // nothing that waits to be written matters here
                    .setParameter("rows", rows.text())
                    .executeUpdate());
  }
}
