package dev.sitewarden.edge.doctor;

import dev.sitewarden.edge.disk.WriteBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether what happens can be kept: room, rights, and how long the disk takes to promise it.
 *
 * @param state the state folder, or where it would be made
 */
record DiskCheck(Path state) implements Check {
  private static final int SYNCS = 20;
  private static final int RECORD_BYTES = 4096;
  private static final double SLOW_MS = 100;
  private static final long NEEDED = 512L << 20;
  private static final long LEAST = 64L << 20;

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try {
      Path folder = existing(state.toAbsolutePath().normalize());
      FileStore disk = Files.getFileStore(folder);
      if (disk.isReadOnly()) {
        return List.of(
            Finding.fail(
                "disk",
                "%s is mounted read-only".formatted(folder),
                "look for errors with dmesg; a worn card goes read-only: replace it"));
      }
      findings.add(room(folder, disk));
      findings.add(speed(folder));
      findings.add(wear(disk));
      findings.add(written(WriteBudget.read(WriteBudget.fileIn(state))));
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              "disk",
              "%s cannot be written: %s".formatted(state, e.getMessage()),
              "make room, or give the folder to the user that runs the edge"));
    }
    return findings;
  }

  private static Path existing(Path folder) {
    Path found = folder;
    while (!Files.isDirectory(found) && found.getParent() != null) {
      found = found.getParent();
    }
    return found;
  }

  private static Finding room(Path folder, FileStore disk) throws IOException {
    long free = disk.getUsableSpace();
    String text =
        "%d of %d MB are free below %s".formatted(free >> 20, disk.getTotalSpace() >> 20, folder);
    String remedy = "make room: evidence and messages are dropped, oldest first, when it is full";
    if (free < LEAST) {
      return Finding.fail("disk room", text, remedy);
    }
    return free < NEEDED ? Finding.warn("disk room", text, remedy) : Finding.ok("disk room", text);
  }

  private static Finding speed(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "doctor", ".part");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      double[] taken = new double[SYNCS];
      for (int i = 0; i < SYNCS; i++) {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
        long start = System.nanoTime();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
        taken[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(taken);
      return judge(taken[SYNCS / 2], taken[SYNCS - 1]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Finding judge(double medianMs, double worstMs) {
    String text = "a record is safe after %.1f ms, %.0f ms at worst".formatted(medianMs, worstMs);
    return medianMs > SLOW_MS
        ? Finding.warn(
            "disk speed", text, "take a better card (A2) or an SSD; incidents wait that long")
        : Finding.ok("disk speed", text);
  }

  private static Finding wear(FileStore disk) {
    return disk.name().startsWith("/dev/mmcblk")
        ? Finding.warn(
            "disk wear",
            "the state lies on a card, %s".formatted(disk.name()),
            "take an endurance card or an SSD, above all with continuous recording")
        : Finding.ok("disk wear", "the state lies on %s (%s)".formatted(disk.name(), disk.type()));
  }

  /** What the edge has said of this day. */
  private static Finding written(WriteBudget.Day last) {
    long today = Math.floorDiv(System.currentTimeMillis(), Duration.ofDays(1).toMillis());
    if (last.day() != today) {
      return Finding.ok("disk writes", "nothing worth noting was written today");
    }
    String text =
        "%d MB were written today, %d are allowed"
            .formatted(last.bytes() >> 20, last.limit() >> 20);
    return last.isSpent()
        ? Finding.warn(
            "disk writes",
            text + ", so recordings pause until midnight UTC",
            "lower the cameras' bit rates or record fewer, or raise"
                + " capture.write-megabytes-a-day if the disk lasts it")
        : Finding.ok("disk writes", text);
  }
}
