package dev.sitewarden.edge.outbox;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What a log holds and has not delivered, oldest first: where each record lies. Changed under the
 * log's lock; how much it is can be read by any thread, which then does not wait for the disk.
 */
final class Backlog {
  /** A record that waits. */
  record Waiting(Segment segment, Segment.Place place) {
    int bytes() {
      return Segment.HEADER_BYTES + place.payloadBytes();
    }
  }

  private final Deque<Waiting> records = new ArrayDeque<>();
  private volatile int count;
  private volatile long bytes;

  void add(Segment segment, Segment.Place place) {
    Waiting added = new Waiting(segment, place);
    records.add(added);
    changed(added.bytes());
  }

  /** Takes everything up to and including {@code sequence} away. */
  void removeThrough(long sequence) {
    while (!records.isEmpty() && records.getFirst().place().sequence() <= sequence) {
      changed(-records.removeFirst().bytes());
    }
  }

  private void changed(long by) {
    count = records.size();
    bytes = bytes() + by;
  }

  /** Reads a record. */
  interface Reader {
    /** Whether the record was what it should be. */
    boolean read(Waiting record) throws IOException;
  }

  /**
   * Shows records behind {@code sequence} to the reader until it had {@code most} good ones.
   *
   * @return how many were bad, and are removed
   */
  int read(long sequence, int most, Reader reader) throws IOException {
    int good = 0;
    int bad = 0;
    for (Iterator<Waiting> next = records.iterator(); next.hasNext() && good < most; ) {
      Waiting record = next.next();
      if (record.place().sequence() <= sequence) {
        continue;
      }
      if (reader.read(record)) {
        good++;
      } else {
        next.remove();
        changed(-record.bytes());
        bad++;
      }
    }
    return bad;
  }

  boolean waitsFor(Segment segment) {
    return !records.isEmpty() && records.getFirst().segment() == segment;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }
}
