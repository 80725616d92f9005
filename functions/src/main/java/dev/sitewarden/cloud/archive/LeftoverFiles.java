package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.chore.Blocking;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Files that retention has given up, in the transaction that says so, and that are still there. A
 * process that dies in between leaves them to the next round.
 */
@Singleton
class LeftoverFiles {
  private static final Logger LOG = Logger.getLogger(LeftoverFiles.class);
  private static final int AT_ONCE = 500;
  private static final String NEXT = "select path, in_archive from leftover_file order by path";
  private static final String DONE =
      "delete from leftover_file where path = :path and in_archive = :inArchive";

  private record Leftover(String path, boolean inArchive) {
    static Leftover of(Object[] row) {
      return new Leftover(String.valueOf(row[0]), (Boolean) row[1]);
    }
  }

  private final BlobStore media;
  private final ArchiveStore archive;

  LeftoverFiles(BlobStore media, ArchiveStore archive) {
    this.media = media;
    this.archive = archive;
  }

  /** Deletes some; one that cannot be deleted stays for the next time. */
  Uni<Void> delete() {
    return Panache.withSession(() -> Sql.of(NEXT).atMost(AT_ONCE).list(Object[].class))
        .map(rows -> rows.stream().map(Leftover::of).toList())
        .flatMap(this::delete)
        .flatMap(gone -> Panache.withTransaction(() -> forget(gone)));
  }

  /** Outside every transaction, as the store may be far away; those that are gone by now. */
  private Uni<List<Leftover>> delete(List<Leftover> files) {
    return Blocking.call(
        () -> files.stream().takeWhile(WaitingRows.mayBegin()).filter(this::isDeleted).toList());
  }

  private static Uni<Void> forget(List<Leftover> files) {
    return Multi.createFrom()
        .iterable(files)
        .onItem()
        .transformToUniAndConcatenate(LeftoverFiles::forget)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private boolean isDeleted(Leftover file) {
    try {
      if (file.inArchive()) {
        archive.delete(file.path());
      } else {
        media.delete(file.path());
      }
      return true;
    } catch (IOException e) {
      LOG.warnf("file %s, which is too old, stays: %s", file.path(), e.getMessage());
      return false;
    }
  }

  private static Uni<Integer> forget(Leftover file) {
    return Sql.of(DONE).with("path", file.path()).with("inArchive", file.inArchive()).execute();
  }
}
