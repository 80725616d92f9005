package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.incident.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A durable queue in a folder: what was appended is there after a power cut, in order, until it was
 * delivered. Any thread.
 *
 * <p>Segments of about 1 MB hold the records; a segment is deleted when all its records are
 * delivered. The newest may end in half a record after a power cut: that tail was never
 * acknowledged to anybody and is cut off. Bytes that are no record elsewhere are damage: they are
 * skipped up to the next record and counted. The cursor is saved every so many deliveries and when
 * the queue is empty, so a crash repeats at most that many deliveries.
 */
final class SegmentLog implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SegmentLog.class.getName());
  private static final int SEGMENT_BYTES = 1 << 20;

  /** Is told of bytes that were handed to the kernel, and how often it put them on the disk. */
  interface Ink {
    void wrote(long bytes, long syncs);
  }

  private final Path folder;
  private final long capBytes;
  private final int cursorEvery;
  private final Ink ink;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Backlog backlog = new Backlog();
  private final Cursor cursor;
  private long nextSequence;
  private long bytes;
  private long damaged;

  /**
   * Opens the queue, repairing what a power cut left.
   *
   * @param capBytes how much the folder may hold; what does not fit is refused
   * @param cursorEvery deliveries until the cursor is saved: raising it drains faster and repeats
   *     more after a crash
   */
  SegmentLog(Path folder, long capBytes, int cursorEvery, Ink ink) {
    this.folder = DurableFile.folder(folder);
    this.capBytes = capBytes;
    this.cursorEvery = cursorEvery;
    this.ink = ink;
    this.cursor = new Cursor(folder.resolve("cursor"));
    try {
      recover();
    } catch (IOException e) {
      throw DurableFile.failed("read outbox", folder, e);
    }
  }

  private void recover() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Segment::isSegment).sorted().toList();
    }
    List<Backlog.Waiting> records = new ArrayList<>();
    for (Path file : files) {
      Segment segment = Segment.open(file);
      segments.add(segment);
      recover(segment, file.equals(files.getLast()), records);
    }
    if (!segments.isEmpty() && cursor.next() > nextSequence) {
      cursor.reset(); // nothing was ever numbered so high: better delivered twice than not at all
      saveCursor();
    }
    nextSequence = Math.max(nextSequence, cursor.next());
    records.stream()
        .filter(record -> record.place().sequence() >= cursor.next())
        .forEach(record -> backlog.add(record.segment(), record.place()));
    deleteDelivered();
  }

  private void recover(Segment segment, boolean isLast, List<Backlog.Waiting> records)
      throws IOException {
    Segment.Scan scan = segment.scan(nextSequence);
    damaged += scan.damaged();
    nextSequence = Math.max(nextSequence, segment.firstSequence());
    if (scan.hasTail() && isLast) {
      segment.cut(scan.end());
    } else if (scan.hasTail()) {
      damaged++;
    }
    bytes += segment.size();
    for (Segment.Place place : scan.places()) {
      nextSequence = place.sequence() + 1;
      records.add(new Backlog.Waiting(segment, place));
    }
  }

  /**
   * Keeps something; when this returns {@code Kept}, it is on the disk. Refused when it does not
   * fit or the disk does not take it.
   */
  synchronized Handover append(byte[] payload) {
    Handover handover = tryAppend(payload);
    return handover instanceof Handover.Refused && deleteNewestIfDelivered()
        ? tryAppend(payload)
        : handover;
  }

  private Handover tryAppend(byte[] payload) {
    int size = Segment.HEADER_BYTES + payload.length;
    if (payload.length > Segment.MAX_PAYLOAD_BYTES || bytes + size > capBytes) {
      return new Handover.Refused(
          "outbox %s is full: it holds %d of %d bytes and %d do not fit; it empties when the hub can be reached"
              .formatted(folder, bytes, capBytes, size));
    }
    try {
      Segment segment = writable();
      Segment.Place place = segment.append(nextSequence, payload);
      backlog.add(segment, place);
      bytes += size;
      nextSequence++;
      ink.wrote(size, 1);
      return new Handover.Kept();
    } catch (IOException e) {
      nextSequence++; // if the disk has it nevertheless, the next one must not have the same
      return new Handover.Refused(refusal(e));
    }
  }

  private String refusal(IOException e) {
    return "cannot write outbox %s: %s; what it held is still there, free some of the disk and check that it may be written"
        .formatted(folder, e.getMessage());
  }

  /** Only when room is short: on a small disk the newest segment may be all that fills it. */
  private boolean deleteNewestIfDelivered() {
    if (!backlog.isEmpty() || segments.size() != 1 || bytes == 0) {
      return false;
    }
    try {
      segments.removeFirst().delete();
      bytes = 0;
      return true;
    } catch (IOException e) {
      throw DurableFile.failed("clean outbox", folder, e);
    }
  }

  private Segment writable() throws IOException {
    if (segments.isEmpty()
        || segments.getLast().size() >= SEGMENT_BYTES
        || !segments.getLast().takes(nextSequence)) {
      segments.add(Segment.create(folder, nextSequence));
      ink.wrote(0, 1); // its name, in the folder
    }
    return segments.getLast();
  }

  /** The oldest things that are not delivered, behind {@code after}; what went bad is skipped. */
  synchronized List<Entry> peek(long after, int most) {
    List<Entry> entries = new ArrayList<>();
    try {
      damaged +=
          backlog.read(
              after, most, record -> entries.addAll(record.segment().read(record.place())));
    } catch (IOException e) {
      throw DurableFile.failed("read outbox", folder, e);
    }
    return entries;
  }

  /** Takes everything up to and including {@code sequence} as delivered. */
  synchronized void advance(long sequence) {
    backlog.removeThrough(sequence);
    cursor.moveTo(Math.max(cursor.next(), sequence + 1));
    deleteDelivered(); // first: on a full disk that makes the room to save the cursor
    if (backlog.isEmpty() || cursor.unsaved() >= cursorEvery) {
      saveCursor();
    }
  }

  private void saveCursor() {
    try {
      long saved = cursor.save();
      ink.wrote(saved, saved == 0 ? 0 : 2); // the file and its name
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "{0}; until then a restart repeats deliveries", e.getMessage());
    }
  }

  /** The newest segment stays, so that sequence numbers go on even if the cursor is lost. */
  private void deleteDelivered() {
    try {
      while (segments.size() > 1 && !backlog.waitsFor(segments.getFirst())) {
        Segment first = segments.removeFirst();
        bytes -= first.size();
        first.delete();
      }
    } catch (IOException e) {
      throw DurableFile.failed("clean outbox", folder, e);
    }
  }

  /** The sequence number of the newest thing that was ever kept; -1 if there was none. */
  synchronized long last() {
    return nextSequence - 1;
  }

  /** How many things wait. */
  int waiting() {
    return backlog.count();
  }

  /** Their bytes. */
  long waitingBytes() {
    return backlog.bytes();
  }

  /** Stretches of bytes that were no record, and records that went bad, since it was opened. */
  synchronized long damaged() {
    return damaged;
  }

  @Override
  public synchronized void close() {
    saveCursor();
    try {
      for (Segment segment : segments) {
        segment.close();
      }
    } catch (IOException e) {
      throw DurableFile.failed("close outbox", folder, e);
    }
  }
}
