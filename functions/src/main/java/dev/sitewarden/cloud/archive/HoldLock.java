package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.sql.Sql;
import io.smallrye.mutiny.Uni;

/**
 * Lets whoever places a hold and whoever drops what is too old wait for each other's commit: once a
 * hold was answered, nothing on it is dropped.
 */
final class HoldLock {
  /** Held to the transaction's end; a number of this program's, below those of incidents. */
  private static final String HOLD = "select cast(pg_advisory_xact_lock(20261129) as text)";

  private HoldLock() {}

  /** Takes it in the caller's transaction. */
  static Uni<Void> take() {
    return Sql.of(HOLD).list(String.class).replaceWithVoid();
  }
}
