package dev.sitewarden.edge.outbox;

/** One kept thing: its place in the order of all things ever kept, and its bytes. */
public final class Entry {
  private final long sequence;
  private final byte[] payload;

  Entry(long sequence, byte[] payload) {
    this.sequence = sequence;
    this.payload = payload;
  }

  public long sequence() {
    return sequence;
  }

  /** The bytes as they were kept; not a copy, to be read only. */
  public byte[] payload() {
    return payload;
  }
}
