package dev.sitewarden.cloud.sql;

import io.smallrye.mutiny.Uni;

/**
 * Locks of the whole program, in all its processes, that PostgreSQL holds to the end of the
 * caller's transaction. They stand together so that no two have one number; locks of incidents are
 * numbers of 64 bits far above them.
 */
public enum AdvisoryLock {
  /** Who routes messages: what one is told depends on what everybody was told just before. */
  ROUTING(20261128),
  /**
   * Who places a hold and who drops what is too old: once a hold was answered, nothing on it is
   * dropped.
   */
  HOLDS(20261129),
  /**
   * Who keeps early delivery reports holds it alone, and looks again for their receipts then; who
   * notes receipts shares it, and looks for reports then: one of both finds the other's.
   */
  RECEIPTS(20261130);

  private final int number;

  AdvisoryLock(int number) {
    this.number = number;
  }

  /** Takes it alone. */
  public Uni<Void> take() {
    return hold("select cast(pg_advisory_xact_lock(:number) as text)");
  }

  /** Takes it beside others who share it. */
  public Uni<Void> share() {
    return hold("select cast(pg_advisory_xact_lock_shared(:number) as text)");
  }

  private Uni<Void> hold(String statement) {
    return Sql.of(statement)
        .with("number", number)
        .unflushed()
        .list(String.class)
        .replaceWithVoid();
  }
}
