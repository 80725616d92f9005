package dev.sitewarden.hub.functions;

/**
 * How much of one device may wait in memory while the cloud is away. Raising it lets a device run
 * on longer without PUBACKs; lowering it sends the device back to its own outbox sooner.
 */
public record QueueBound(int events, long bytes) {
  public QueueBound {
    if (events < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a queue must hold at least 1 event and 1 byte, got %d and %d".formatted(events, bytes));
    }
  }

  boolean admits(int wantedEvents, long wantedBytes) {
    return wantedEvents <= events && wantedBytes <= bytes;
  }
}
