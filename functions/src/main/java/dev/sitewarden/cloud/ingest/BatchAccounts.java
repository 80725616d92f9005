package dev.sitewarden.cloud.ingest;

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

  BatchAccount open(List<Reading> readings) {
    return new BatchAccount(traces, meters, readings);
  }
}
