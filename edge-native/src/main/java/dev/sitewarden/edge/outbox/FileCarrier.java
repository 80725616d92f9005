package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.EventSink;
import dev.sitewarden.edge.incident.Handover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Stores one class of files, announces each and removes it. */
final class FileCarrier implements Carrier {
  private final MessageClass kind;
  private final Life life;
  private final FileWay way;
  private final Lanes lanes;

  /**
   * What all files have in common.
   *
   * @param state the folder that paths start from
   * @param announcements where the announcement goes once the file is stored
   * @param threads run the uploads, which block
   */
  record FileWay(Path state, Uplink uplink, EventSink announcements, ExecutorService threads) {}

  FileCarrier(MessageClass kind, Life life, FileWay way, Lanes lanes) {
    this.kind = kind;
    this.life = life;
    this.way = way;
    this.lanes = lanes;
  }

  @Override
  public CompletableFuture<Delivery> deliver(Entry entry) {
    return CompletableFuture.supplyAsync(() -> upload(entry), way.threads());
  }

  private Delivery upload(Entry entry) {
    try {
      UploadRecord upload = UploadRecord.read(entry.payload());
      Delivery delivery = way.uplink().upload(file(upload), upload.announced());
      return delivery instanceof Delivery.Sent ? announce(upload, delivery) : delivery;
    } catch (IllegalArgumentException e) {
      return new Delivery.Poison(String.valueOf(e.getMessage()));
    }
  }

  private Delivery announce(UploadRecord upload, Delivery sent) {
    return switch (way.announcements().put(upload.stored())) {
      case Handover.Kept kept -> sent;
      case Handover.Refused(String reason) -> new Delivery.Retry(reason);
    };
  }

  private Path file(UploadRecord upload) {
    return way.state().resolve(upload.file());
  }

  @Override
  public Optional<Drop> givenUp(Entry entry) {
    try {
      UploadRecord upload = UploadRecord.read(entry.payload());
      if (!Files.exists(file(upload))) {
        return Optional.of(Drop.FILE_GONE);
      }
      return life.isOver(upload.stored().time()) ? Optional.of(Drop.EXPIRED) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // delivering it will say why
    }
  }

  @Override
  public void done(Entry entry) {
    UploadRecord.read(entry.payload()).removeFile(way.state());
  }

  @Override
  public boolean mayStart() {
    return lanes.isTurnOf(kind);
  }

  @Override
  public void emptied() {
    lanes.emptied(kind);
  }
}
