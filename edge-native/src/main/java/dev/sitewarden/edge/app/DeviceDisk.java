package dev.sitewarden.edge.app;

import dev.sitewarden.edge.disk.WriteBudget;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.media.LegalHolds;
import java.nio.file.Path;
import java.time.InstantSource;

/** What all cameras of a device write to its disk, and what of it must stay. */
record DeviceDisk(WriteBudget budget, LegalHolds holds) {
  /**
   * Takes over what an earlier run wrote and what is held.
   *
   * @throws java.io.UncheckedIOException if it cannot be read what is held
   */
  static DeviceDisk open(Path state, WriteMeter meter, InstantSource clock) {
    return new DeviceDisk(
        WriteBudget.open(WriteBudget.fileIn(state), meter, clock),
        LegalHolds.open(StateFolder.holds(state)));
  }

  WriteMeter meter() {
    return budget.meter();
  }
}
