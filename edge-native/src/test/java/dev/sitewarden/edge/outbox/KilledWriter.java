package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.incident.Handover;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that appends numbers until it is killed, and prints each one that was kept. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    SegmentLog log = new SegmentLog(Path.of(arguments[0]), Long.MAX_VALUE, 8, (bytes, syncs) -> {});
    for (int number = Integer.parseInt(arguments[1]); ; number++) {
      byte[] payload = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
      if (log.append(payload) instanceof Handover.Kept) {
        System.out.println(number);
      }
      if (number % 5 == 4) {
        log.advance(number - 4); // so that cursors are written in between
      }
    }
  }
}
