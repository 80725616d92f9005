package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What the outbox's log is fuzzed with, by {@code fuzz.sh outbox}: whatever lies in its folder, it
 * opens, gives records only that a file held whole, in order, keeps a new one, and gives the same
 * again after a restart.
 */
public final class SegmentFuzz {
  private static final int MAGIC = 0x53574F42;
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);
  private static final Path FOLDER = folder();

  private SegmentFuzz() {}

  private static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "segment-fuzz")
          : Files.createTempDirectory("segment-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder to fuzz in", e);
    }
  }

  /** Called by Jazzer, by this name. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    empty();
    Set<String> whole = new HashSet<>();
    ByteBuffer plan = ByteBuffer.wrap(data);
    writeFiles(plan, whole);
    List<String> first = openAndAppend(whole);
    List<String> second = open();
    require(second.equals(first), "other records after a restart");
  }

  private static void empty() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** The first byte says how many files and whether there is a cursor; then each file's parts. */
  private static void writeFiles(ByteBuffer plan, Set<String> whole) throws IOException {
    int head = next(plan);
    if ((head & 4) != 0) {
      Files.write(FOLDER.resolve("cursor"), bytes(plan, next(plan) % 24));
    }
    long begin = (head & 8) == 0 ? 0 : Math.abs((long) next(plan) << (next(plan) % 50));
    for (int file = 0; file <= head % 3; file++) {
      begin += next(plan);
      byte[] content = content(plan, begin);
      note(content, whole);
      Files.write(FOLDER.resolve("%020d.log".formatted(begin)), content);
    }
  }

  private static byte[] content(ByteBuffer plan, long begin) {
    ByteBuffer content = ByteBuffer.allocate(1 << 16);
    long sequence = begin;
    for (int parts = next(plan) % 16; parts > 0 && plan.hasRemaining(); parts--) {
      int kind = next(plan);
      byte[] part = bytes(plan, next(plan));
      switch (kind % 6) {
        case 0 -> content.put(part);
        case 1 -> content.putInt(MAGIC).putInt(next(plan) << (kind >> 3)).put(part);
        case 2 -> content.put(record(sequence += next(plan) - 128L, part));
        case 3 -> content.put(record(sequence++, part), 0, Math.min(part.length, kind));
        case 4 -> content.put(changed(record(sequence++, part), next(plan), kind));
        default -> content.put(record(sequence++, part));
      }
    }
    byte[] bytes = new byte[content.position()];
    content.get(0, bytes);
    return bytes;
  }

  private static int next(ByteBuffer plan) {
    return plan.hasRemaining() ? plan.get() & 0xFF : 0;
  }

  private static byte[] bytes(ByteBuffer plan, int most) {
    byte[] bytes = new byte[Math.min(most, plan.remaining())];
    plan.get(bytes);
    return bytes;
  }

  private static byte[] record(long sequence, byte[] payload) {
    ByteBuffer record = ByteBuffer.allocate(20 + payload.length);
    record.putInt(MAGIC).putInt(payload.length).putInt(0).putLong(sequence).put(payload);
    record.putInt(8, crc(record.array(), 12, 8 + payload.length));
    return record.array();
  }

  private static byte[] changed(byte[] record, int place, int by) {
    record[place % record.length] ^= (byte) by;
    return record;
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /** Every record that stands anywhere in the file with the right check sum. */
  private static void note(byte[] content, Set<String> whole) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    for (int at = 0; at + 20 <= content.length; at++) {
      int length = bytes.getInt(at + 4);
      if (bytes.getInt(at) == MAGIC
          && length >= 0
          && length <= content.length - at - 20
          && bytes.getInt(at + 8) == crc(content, at + 12, 8 + length)) {
        byte[] payload = new byte[length];
        bytes.get(at + 20, payload);
        whole.add(text(bytes.getLong(at + 12), payload));
      }
    }
  }

  private static String text(long sequence, byte[] payload) {
    return sequence + ":" + new String(payload, StandardCharsets.ISO_8859_1);
  }

  private static List<String> openAndAppend(Set<String> whole) {
    try (SegmentLog log = log()) {
      List<String> records = texts(log);
      require(whole.containsAll(records), "a record that no file held whole");
      require(log.append(NEW) instanceof Handover.Kept, "a new record is refused");
      List<String> after = new ArrayList<>(records);
      after.add(text(log.last(), NEW));
      require(texts(log).equals(after), "the new record is not behind the old ones");
      return after;
    }
  }

  private static List<String> open() {
    try (SegmentLog log = log()) {
      return texts(log);
    }
  }

  private static SegmentLog log() {
    return new SegmentLog(FOLDER, 1 << 20, 8, (bytes, syncs) -> {});
  }

  private static List<String> texts(SegmentLog log) {
    List<Entry> entries = log.peek(-1, Integer.MAX_VALUE);
    for (int i = 1; i < entries.size(); i++) {
      require(entries.get(i - 1).sequence() < entries.get(i).sequence(), "out of order");
    }
    return entries.stream().map(entry -> text(entry.sequence(), entry.payload())).toList();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
