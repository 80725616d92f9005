package dev.sitewarden.edge.media;

import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.frame.ClipReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes a segment of the file that was being written when the power went: what lies behind the last
 * whole fragment is cut off. The boxes of ISO/IEC 14496-12 section 4.2 tell: a 32-bit size, big
 * endian, and a type; {@code moof} and {@code mdat} come in pairs.
 */
final class SegmentRecovery {
  private static final int HEADER_BYTES = 8;
  private static final int MEDIA = fourLetters("mdat");

  private SegmentRecovery() {}

  /**
   * Cuts the file to what is whole and names it; a file with nothing whole in it is removed.
   *
   * @throws UncheckedIOException if the disk does not obey
   */
  static Optional<Segment> recover(Segment unfinished) {
    Path file = unfinished.file();
    try {
      long whole = cut(file);
      Optional<Duration> length = whole == 0 ? Optional.empty() : length(file);
      if (length.isEmpty()) {
        DurableFile.remove(file);
        return Optional.empty();
      }
      return Optional.of(finish(unfinished, length.get(), whole));
    } catch (IOException e) {
      throw DurableFile.failed("recover", file, e);
    }
  }

  static Segment finish(Segment unfinished, Duration length, long bytes) {
    String name = Segment.name(unfinished.number(), unfinished.begin(), length);
    Path named = unfinished.file().resolveSibling(name);
    DurableFile.finish(unfinished.file(), named);
    return Segment.of(named, bytes).orElseThrow();
  }

  /** How many bytes are whole; what follows them is cut off. */
  private static long cut(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long whole = whole(channel);
      channel.truncate(whole);
      return whole;
    }
  }

  /** Where the last whole fragment ends; 0 if there is none. */
  private static long whole(FileChannel channel) throws IOException {
    long whole = 0;
    long at = 0;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    while (at + HEADER_BYTES <= channel.size() && read(channel, at, header)) {
      long size = Integer.toUnsignedLong(header.getInt(0));
      if (size < HEADER_BYTES || at + size > channel.size()) {
        return whole;
      }
      at += size;
      if (header.getInt(4) == MEDIA) {
        whole = at;
      }
    }
    return whole;
  }

  private static boolean read(FileChannel channel, long at, ByteBuffer header) throws IOException {
    header.clear();
    while (header.hasRemaining()) {
      if (channel.read(header, at + header.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int fourLetters(String type) {
    return ByteBuffer.wrap(type.getBytes(StandardCharsets.US_ASCII)).getInt();
  }

  /** Until the last picture; empty if no packet can be read. */
  private static Optional<Duration> length(Path file) throws IOException {
    if (Files.size(file) == 0) {
      return Optional.empty();
    }
    try (var reader = new ClipReader(file)) {
      long lastUs = -1;
      while (reader.next()) {
        lastUs = Math.max(lastUs, reader.ptsUs());
      }
      return lastUs < 0 ? Optional.empty() : Optional.of(Duration.of(lastUs, ChronoUnit.MICROS));
    } catch (UncheckedIOException e) {
      return Optional.empty(); // a file system may leave zeros where data was to come
    }
  }
}
