package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.edge.incident.EventSink;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.media.EvidenceSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Everything that the device still has to say: events in one lane, files of evidence in another.
 * When a file is stored, its {@code media.stored} event joins the events. Any thread. Close the
 * uplink first: what is under way then ends, and is repeated at the next start.
 */
public final class Outbox implements EventSink, EvidenceSink, AutoCloseable {
  private final Path state;
  private final Uplink uplink;
  private final PoisonFolder poison;
  private final Lane events;
  private final Lane uploads;
  private final ExecutorService uploaders = Executors.newVirtualThreadPerTaskExecutor();

  private Outbox(Path state, OutboxConfig config, Uplink uplink) {
    Path folder = state.resolve("outbox");
    this.state = state;
    this.uplink = uplink;
    this.poison = new PoisonFolder(folder.resolve("poison"));
    this.events =
        new Lane(
            "events",
            new SegmentLog(folder.resolve("events"), config.eventBytes(), config.eventWindow()),
            config.eventWindow(),
            config.pause(),
            new EventCarrier(),
            poison);
    this.uploads =
        new Lane(
            "uploads",
            new SegmentLog(folder.resolve("uploads"), config.uploadBytes(), 1),
            config.uploadWindow(),
            config.pause(),
            new UploadCarrier(),
            poison);
  }

  /**
   * Opens the outbox in a camera's folder on the device and starts to deliver what it holds.
   *
   * @param state holds {@code outbox/} and the files that are handed over
   * @throws java.io.UncheckedIOException if the folder cannot be used, in one sentence
   */
  public static Outbox open(Path state, OutboxConfig config, Uplink uplink) {
    Outbox outbox = new Outbox(state, config, uplink);
    outbox.events.start();
    outbox.uploads.start();
    return outbox;
  }

  @Override
  public Handover put(CloudEvent event) {
    return events.put(CloudEventCodec.write(event));
  }

  @Override
  public Handover put(Path file, CloudEvent stored) {
    return uploads.put(new UploadRecord(state.relativize(file), stored).toBytes());
  }

  /** Waits until everything is delivered; false if the time is up before. */
  public boolean awaitEmpty(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    return uploads.awaitEmpty(limit)
        && events.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  /** How many events and files wait. */
  public int waiting() {
    return events.waiting() + uploads.waiting();
  }

  /** How many things the hub refused for good since the start. */
  public long poisoned() {
    return poison.count();
  }

  /** Why the latest attempt did not work; empty if it did. */
  public Optional<String> trouble() {
    return events.trouble().or(uploads::trouble);
  }

  @Override
  public void close() {
    uploads.close();
    uploaders.close();
    events.close();
  }

  private final class EventCarrier implements Carrier {
    @Override
    public CompletableFuture<Delivery> deliver(Entry entry) {
      try {
        return uplink.send(CloudEventCodec.read(entry.payload()), entry.payload());
      } catch (IllegalArgumentException e) {
        return CompletableFuture.completedFuture(
            new Delivery.Poison(String.valueOf(e.getMessage())));
      }
    }
  }

  private final class UploadCarrier implements Carrier {
    @Override
    public CompletableFuture<Delivery> deliver(Entry entry) {
      return CompletableFuture.supplyAsync(() -> upload(entry), uploaders);
    }

    private Delivery upload(Entry entry) {
      try {
        UploadRecord upload = UploadRecord.read(entry.payload());
        Delivery delivery = uplink.upload(state.resolve(upload.file()), upload.announced());
        return delivery instanceof Delivery.Sent ? announce(upload, delivery) : delivery;
      } catch (IllegalArgumentException e) {
        return new Delivery.Poison(String.valueOf(e.getMessage()));
      }
    }

    private Delivery announce(UploadRecord upload, Delivery sent) {
      return switch (put(upload.stored())) {
        case Handover.Kept kept -> sent;
        case Handover.Refused(String reason) -> new Delivery.Retry(reason);
      };
    }

    @Override
    public void done(Entry entry) {
      UploadRecord.read(entry.payload()).removeFile(state);
    }
  }
}
