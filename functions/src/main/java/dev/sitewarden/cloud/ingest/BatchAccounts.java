package dev.sitewarden.cloud.ingest;

import dev.sitewarden.cloud.ingest.Reading.Unreadable;
import dev.sitewarden.cloud.observe.Traces;
import jakarta.inject.Singleton;
import java.util.List;

/** Opens an account for each batch. */
@Singleton
final class BatchAccounts {
  private final Traces traces;
  private final IngestMeters meters;

  BatchAccounts(Traces traces, IngestMeters meters) {
    this.traces = traces;
    this.meters = meters;
  }

  /** Messages of earlier batches turned out to have no effect. */
  void refused(List<Unreadable> letters) {
    letters.forEach(letter -> meters.deadLetter(letter.code()));
  }

  BatchAccount open(List<Reading> readings) {
    return new BatchAccount(traces, meters, readings);
  }
}
