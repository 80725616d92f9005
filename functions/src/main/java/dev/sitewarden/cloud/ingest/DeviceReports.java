package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.sql.RowInsert;
import dev.sitewarden.domain.wire.DeviceHealth;
import dev.sitewarden.domain.wire.DeviceMeasured;
import dev.sitewarden.domain.wire.DeviceMessage;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.domain.wire.DeviceMessage.FrameSampled;
import dev.sitewarden.domain.wire.DeviceMessage.OccupancyCounted;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import dev.sitewarden.domain.wire.DeviceMessage.RecordingStored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<RowInsert, ReportRows> rows = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>(reports.size());
    for (DeviceEvent report : reports) {
      outcomes.add(add(report, rows));
    }
    return Multi.createFrom()
        .iterable(rows.entrySet())
        .onItem()
        .transformToUniAndConcatenate(table -> table.getKey().insert(table.getValue().rows()))
        .collect()
        .last()
        .replaceWith(outcomes);
  }

  private static Outcome add(DeviceEvent report, Map<RowInsert, ReportRows> rows) {
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
      case DeviceMeasured measured -> of(ReportTable.VITALS, rows).add(report, measured);
      case OfIncident other ->
          throw new IllegalStateException("not a report but of an incident: " + other.type());
    }
    return APPLIED;
  }

  private static ReportRows of(RowInsert table, Map<RowInsert, ReportRows> rows) {
    return rows.computeIfAbsent(table, first -> new ReportRows());
  }

  /** Devices may not present each other's files as theirs. */
  private static boolean isOwn(FileStored file, DeviceEvent report) {
    return file.path().startsWith(report.device() + "/");
  }
}
