package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.edge.disk.WriteMeter;
import dev.sitewarden.edge.incident.EventSink;
import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.media.EvidenceSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Everything that the device still has to say, by class: incidents never expire and go first; what
 * is less urgent has a share and a life of its own, and what is given up is counted. Files go their
 * own way; when one is stored, its announcement joins the events. Any thread. Close the uplink
 * first: what is under way then ends, and is repeated at the next start.
 */
public final class Outbox implements EventSink, EvidenceSink, AutoCloseable {
  /** What the outbox writes is metered as this. */
  public static final String METERED = "outbox";

  private final Path state;
  private final PoisonFolder poison;
  private final Lanes lanes = new Lanes();
  private final Map<MessageClass, Drops> drops = new EnumMap<>(MessageClass.class);
  private final ExecutorService uploaders = Executors.newVirtualThreadPerTaskExecutor();

  private Outbox(Path state) {
    this.state = state;
    this.poison = new PoisonFolder(state.resolve("outbox/poison"));
  }

  /**
   * Opens the outbox in the device's folder and starts to deliver what it holds.
   *
   * @param state holds {@code outbox/} and the files that are handed over
   * @param clock tells how old things are
   * @param meter is told what is written
   * @throws java.io.UncheckedIOException if the folder cannot be used, in one sentence
   */
  public static Outbox open(
      Path state, OutboxConfig config, Uplink uplink, InstantSource clock, WriteMeter meter) {
    Outbox outbox = new Outbox(state);
    for (MessageClass kind : MessageClass.values()) {
      var life = new Life(config.share(kind).life(), clock);
      var log =
          new SegmentLog(
              state.resolve("outbox").resolve(kind.folder()),
              config.share(kind).bytes(),
              kind.isFile() ? 1 : config.window(kind),
              (bytes, syncs) -> meter.wrote(METERED, bytes, syncs));
      outbox.add(kind, log, outbox.carrier(kind, life, uplink, log), config);
    }
    outbox.lanes.start();
    return outbox;
  }

  private void add(MessageClass kind, SegmentLog log, Carrier carrier, OutboxConfig config) {
    Drops given = new Drops(kind);
    drops.put(kind, given);
    var terms = new Lane.Terms(kind.key(), config.window(kind), config.pause());
    lanes.add(kind, new Lane(terms, log, carrier, poison, given));
  }

  private Carrier carrier(MessageClass kind, Life life, Uplink uplink, SegmentLog log) {
    return kind.isFile()
        ? new FileCarrier(
            kind, life, new FileCarrier.FileWay(state, uplink, this, uploaders), lanes)
        : new EventCarrier(kind, life, uplink, lanes, log::last);
  }

  @Override
  public Handover put(CloudEvent event) {
    return put(MessageClass.of(event.data()), CloudEventCodec.write(event));
  }

  @Override
  public Handover put(Path file, CloudEvent stored) {
    return put(
        MessageClass.ofFile(stored.data()),
        new UploadRecord(state.relativize(file), stored).toBytes());
  }

  private Handover put(MessageClass kind, byte[] payload) {
    Handover handover = lanes.of(kind).put(payload);
    if (!kind.isKeptElsewhere()) {
      switch (handover) {
        case Handover.Kept kept -> drops(kind).over(Drop.NO_ROOM);
        case Handover.Refused(String reason) -> drops(kind).add(Drop.NO_ROOM, reason);
      }
    }
    return handover;
  }

  private Drops drops(MessageClass kind) {
    return Optional.ofNullable(drops.get(kind)).orElseThrow();
  }

  /** Waits until everything is delivered; false if the time is up before. */
  public boolean awaitEmpty(Duration limit) throws InterruptedException {
    return lanes.awaitEmpty(limit);
  }

  /** Waits until nothing of a class is left; false if the time is up before. */
  boolean awaitEmpty(MessageClass kind, Duration limit) throws InterruptedException {
    return lanes.of(kind).awaitEmpty(limit);
  }

  /** How many events and files wait. */
  public int waiting() {
    return lanes.waiting();
  }

  /** How many of a class wait. */
  public int waiting(MessageClass kind) {
    return lanes.of(kind).waiting();
  }

  /** The bytes that wait; of files, those of their lists. */
  public long bytes() {
    return Arrays.stream(MessageClass.values()).mapToLong(this::bytes).sum();
  }

  /** The bytes of a class that wait; of files, those of the list. */
  public long bytes(MessageClass kind) {
    return lanes.of(kind).bytes();
  }

  /** How many of a class were given up for that reason since the start. */
  public long dropped(MessageClass kind, Drop why) {
    return drops(kind).count(why);
  }

  /** How many things the hub refused for good since the start. */
  public long poisoned() {
    return poison.count();
  }

  /** Why the latest attempt did not work; empty if it did. */
  public Optional<String> trouble() {
    return lanes.trouble();
  }

  @Override
  public void close() {
    lanes.close();
    uploaders.close();
  }
}
