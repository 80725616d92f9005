package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets copies in the archive tier say whether they are on legal hold. That is for whoever reads the
 * archive without this program; what retention goes by is the hold's row, from its commit on.
 */
@Singleton
class HoldMarks implements Chore {
  private static final Logger LOG = Logger.getLogger(HoldMarks.class);
  private static final int AT_ONCE = 50;

  /**
   * Copies on hold that do not say so, and those that say so and are not any more. No recording is
   * as long as a day, so that is how far back the first may begin.
   */
  private static final String WRONG =
      """
      select distinct r.device, r.id, r.path, true
      from legal_hold h
      join recording r on r.device = h.device and r.camera = h.camera
        and r.from_at < h.to_at and r.to_at > h.from_at
        and r.from_at > h.from_at - interval '1 day'
      join recording_tier t on t.device = r.device and t.id = r.id
      where h.released_at is null and t.archived_at is not null and not t.is_marked_held
      union all
      select r.device, r.id, r.path, false
      from recording_tier t join recording r on r.device = t.device and r.id = t.id
      where t.is_marked_held and not exists (
        select 1 from legal_hold h where h.device = r.device and h.camera = r.camera
          and h.released_at is null and h.from_at < r.to_at and h.to_at > r.from_at)
      """;

  private static final String DONE =
      "update recording_tier set is_marked_held = :held where device = :device and id = :id";

  private record Mark(String device, UUID id, String path, boolean isHeld) {
    static Mark of(Object[] row) {
      return new Mark(
          String.valueOf(row[0]), (UUID) row[1], String.valueOf(row[2]), (Boolean) row[3]);
    }
  }

  private final ArchiveStore archive;

  HoldMarks(ArchiveStore archive) {
    this.archive = archive;
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.FILES;
  }

  /** Puts some right; one that cannot be put right stays for the next time. */
  @Override
  public Uni<Void> run() {
    return WaitingRows.inTurn(Sql.of(WRONG), AT_ONCE, row -> put(Mark.of(row)));
  }

  private Uni<Void> put(Mark mark) {
    return Blocking.call(() -> isPut(mark))
        .flatMap(isPut -> isPut ? done(mark) : Uni.createFrom().voidItem());
  }

  private boolean isPut(Mark mark) {
    try {
      archive.hold(mark.path(), mark.isHeld());
      return true;
    } catch (IOException e) {
      LOG.warnf(
          "recording %s does not say yet whether it is held: %s", mark.path(), e.getMessage());
      return false;
    }
  }

  private static Uni<Void> done(Mark mark) {
    return Panache.withTransaction(
        () ->
            Sql.of(DONE)
                .with("held", mark.isHeld())
                .with("device", mark.device())
                .with("id", mark.id())
                .execute()
                .replaceWithVoid());
  }
}
