package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of the log: records one after another, named by its first sequence number.
 *
 * <p>A record is {@code int magic, int length, int crc, long sequence, byte[length] payload}, big
 * endian; the CRC-32C covers sequence and payload. Owned by the log; not thread-safe.
 */
final class Segment implements AutoCloseable {
  static final int HEADER_BYTES = 20;
  static final int MAX_PAYLOAD_BYTES = 1 << 20;
  private static final int MAGIC = 0x53574F42; // SWOB
  private static final int CRC_FROM = 12;
  private static final String SUFFIX = ".log";

  /** Four times what a segment is meant to hold; a longer file is read as far as this. */
  private static final int MOST_BYTES = 4 << 20;

  /** More than fit: a record that is numbered higher is none of the file's. */
  private static final int MOST_RECORDS = 1 << 20;

  /** Where a whole record lies. */
  record Place(long sequence, int offset, int payloadBytes) {}

  /**
   * What a file holds.
   *
   * @param end just behind the last whole record
   * @param damaged stretches of bytes between or before whole records that are none
   * @param hasTail whether bytes follow the last whole record
   */
  record Scan(List<Place> places, int end, int damaged, boolean hasTail) {}

  private final Path file;
  private final FileChannel channel;

  private Segment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("0{3}[0-9]{17}\\.log");
  }

  /** What its name says; holds even if no record in it can be read. */
  long firstSequence() {
    return Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
  }

  static Segment create(Path folder, long firstSequence) throws IOException {
    Path file = folder.resolve("%020d%s".formatted(firstSequence, SUFFIX));
    Segment segment = open(file, StandardOpenOption.CREATE);
    DurableFile.forceFolder(folder);
    return segment;
  }

  static Segment open(Path file, StandardOpenOption... also) throws IOException {
    var options = new ArrayList<>(List.of(also));
    options.add(StandardOpenOption.READ);
    options.add(StandardOpenOption.WRITE);
    return new Segment(file, FileChannel.open(file, options.toArray(StandardOpenOption[]::new)));
  }

  Path file() {
    return file;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Whether the file may hold a record with that number. */
  boolean takes(long sequence) {
    return sequence >= firstSequence() && sequence < firstSequence() + MOST_RECORDS;
  }

  /**
   * Finds every whole record, skipping to the next magic number where bytes are none. A record
   * whose number does not follow is damage too: a file system may give a file blocks that held an
   * older one's.
   *
   * @param least the smallest number that may come
   */
  Scan scan(long least) throws IOException {
    ByteBuffer bytes = read(0, (int) Math.min(channel.size(), MOST_BYTES));
    long next = least;
    List<Place> places = new ArrayList<>();
    int end = 0;
    int damaged = 0;
    for (int at = 0; at + HEADER_BYTES <= bytes.limit(); ) {
      if (isRecord(bytes, at) && sequence(bytes, at) >= next && takes(sequence(bytes, at))) {
        next = sequence(bytes, at) + 1;
        damaged += at == end ? 0 : 1;
        places.add(new Place(sequence(bytes, at), at, bytes.getInt(at + 4)));
        at += HEADER_BYTES + bytes.getInt(at + 4);
        end = at;
      } else {
        at++;
      }
    }
    return new Scan(List.copyOf(places), end, damaged, end < channel.size());
  }

  private static boolean isRecord(ByteBuffer bytes, int at) {
    if (bytes.getInt(at) != MAGIC) {
      return false;
    }
    int length = bytes.getInt(at + 4);
    return length >= 0
        && length <= bytes.limit() - at - HEADER_BYTES
        && bytes.getInt(at + 8) == crc(bytes, at + CRC_FROM, Long.BYTES + length);
  }

  private static long sequence(ByteBuffer bytes, int at) {
    return bytes.getLong(at + CRC_FROM);
  }

  private static int crc(ByteBuffer bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, length));
    return (int) crc.getValue();
  }

  /** Appends a record and puts it on the disk. */
  Place append(long sequence, byte[] payload) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    record.putInt(MAGIC).putInt(payload.length).putInt(0).putLong(sequence).put(payload).flip();
    record.putInt(8, crc(record, CRC_FROM, Long.BYTES + payload.length));
    int offset = (int) channel.size();
    try {
      for (long at = offset; record.hasRemaining(); ) {
        at += channel.write(record, at);
      }
      channel.force(false);
    } catch (IOException e) {
      cut(offset); // half a record must not stand before the next one
      throw e;
    }
    return new Place(sequence, offset, payload.length);
  }

  /** Empty if the record is no longer what it was. */
  List<Entry> read(Place place) throws IOException {
    ByteBuffer bytes = read(place.offset(), HEADER_BYTES + place.payloadBytes());
    if (bytes.limit() < HEADER_BYTES || !isRecord(bytes, 0)) {
      return List.of();
    }
    byte[] payload = new byte[place.payloadBytes()];
    bytes.get(HEADER_BYTES, payload);
    return List.of(new Entry(place.sequence(), payload));
  }

  private ByteBuffer read(int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (int at = offset, read = 0; bytes.hasRemaining() && read >= 0; at += read) {
      read = channel.read(bytes, at);
    }
    return bytes.flip();
  }

  void cut(int end) throws IOException {
    channel.truncate(end);
    channel.force(true);
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
