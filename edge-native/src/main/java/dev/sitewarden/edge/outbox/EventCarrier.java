package dev.sitewarden.edge.outbox;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.OfIncident;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Delivers one class of events. Those of one incident form a group. */
final class EventCarrier implements Carrier {
  private final MessageClass kind;
  private final Life life;
  private final Uplink uplink;
  private final Lanes lanes;
  private final LongSupplier newest;

  /**
   * @param newest sequence number of the newest thing in the lane
   */
  EventCarrier(MessageClass kind, Life life, Uplink uplink, Lanes lanes, LongSupplier newest) {
    this.kind = kind;
    this.life = life;
    this.uplink = uplink;
    this.lanes = lanes;
    this.newest = newest;
  }

  @Override
  public CompletableFuture<Delivery> deliver(Entry entry) {
    try {
      return uplink.send(CloudEventCodec.read(entry.payload()), entry.payload());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(new Delivery.Poison(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Object group(Entry entry) {
    return event(entry)
        .filter(event -> event.data() instanceof OfIncident)
        .<Object>map(event -> ((OfIncident) event.data()).incident())
        .orElse(entry.sequence());
  }

  @Override
  public Optional<Drop> givenUp(Entry entry) {
    if (kind.isReplaced() && entry.sequence() < newest.getAsLong()) {
      return Optional.of(Drop.REPLACED);
    }
    return life.isEndless()
        ? Optional.empty()
        : event(entry).filter(event -> life.isOver(event.time())).map(event -> Drop.EXPIRED);
  }

  /** Empty if it is none; delivering it will say why. */
  private static Optional<CloudEvent> event(Entry entry) {
    try {
      return Optional.of(CloudEventCodec.read(entry.payload()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
