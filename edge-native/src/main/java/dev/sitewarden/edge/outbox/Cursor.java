package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Up to where everything was delivered, kept in a file. A file that is missing or is no number
 * means 0: then things are delivered once more, which the cloud takes as the same.
 */
final class Cursor {
  private final Path file;
  private long next;
  private long saved;

  Cursor(Path file) {
    this.file = file;
    this.next = read(file);
    this.saved = next;
  }

  private static long read(Path file) {
    try {
      // Not US-ASCII, which a damaged byte would make throw.
      String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "0";
      return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    } catch (IOException e) {
      throw DurableFile.failed("read", file, e);
    }
  }

  /** The first sequence number that is not delivered. */
  long next() {
    return next;
  }

  /** Forgets a number that cannot be; to be saved before that number is given to something. */
  void reset() {
    next = 0;
    saved = -1;
  }

  void moveTo(long sequence) {
    next = sequence;
  }

  /** How many were delivered since the file was written. */
  long unsaved() {
    return next - saved;
  }

  /** How many bytes that took. */
  long save() {
    if (saved == next) {
      return 0;
    }
    byte[] text = Long.toString(next).getBytes(StandardCharsets.US_ASCII);
    DurableFile.write(file, text);
    saved = next;
    return text.length;
  }
}
