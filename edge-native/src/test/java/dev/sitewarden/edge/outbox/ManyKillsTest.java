package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 200 times {@code kill -9} on one outbox, while it keeps, delivers and opens. */
class ManyKillsTest {
  private static final int KILLS = 200;
  private static final int NUMBERS_EACH = 100_000;
  private static final int STARTING = 2; // processes that start while another one runs

  private final Path folder;
  private final Random random = new Random(20261121);
  private final Deque<Process> starting = new ArrayDeque<>();
  private int started;

  ManyKillsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @Timeout(420)
  void everyEventThatWasKeptIsDeliveredHoweverOftenTheProcessIsKilled(TestReporter reporter)
      throws IOException, InterruptedException {
    List<Integer> kept = new ArrayList<>();
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        kept.addAll(keepAndKill(nextProcess()));
      }
    } finally {
      starting.forEach(Process::destroyForcibly);
    }

    drain();

    List<Integer> delivered =
        Files.readAllLines(folder.resolve(KilledDevice.DELIVERED)).stream()
            .map(Integer::valueOf)
            .toList();
    List<Integer> once = delivered.stream().distinct().toList();
    reporter.publishEntry(
        "%d kills".formatted(KILLS),
        "%d kept, %d delivered, %d of them again"
            .formatted(kept.size(), once.size(), delivered.size() - once.size()));
    assertThat(kept).hasSizeGreaterThan(KILLS);
    assertThat(once).containsAll(kept);
    assertThat(once.size() - kept.size())
        .as("kept, and killed before it said so")
        .isBetween(0, KILLS);
  }

  private Process nextProcess() throws IOException {
    while (starting.size() <= STARTING) {
      starting.add(start(started++ * NUMBERS_EACH));
    }
    return starting.removeFirst();
  }

  private Process start(int first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            KilledDevice.class.getName(),
            folder.toString(),
            Integer.toString(first))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Kills it after some lines and a moment: none and up to 20 ms, so that opening is hit too. */
  private List<Integer> keepAndKill(Process process) throws IOException, InterruptedException {
    int after = random.nextInt(4) == 0 ? 0 : random.nextInt(40);
    long momentNanos = random.nextInt(after == 0 ? 20_000_000 : 2_000_000);
    List<Integer> kept = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      while (kept.size() < after) {
        kept.add(Integer.valueOf(lines.readLine()));
      }
      spin(momentNanos);
      process.toHandle().destroyForcibly(); // Process.destroyForcibly would close what it printed
      lines.lines().map(Integer::valueOf).forEach(kept::add);
    }
    process.waitFor();
    return kept;
  }

  private static void spin(long nanos) {
    for (long end = System.nanoTime() + nanos; System.nanoTime() - end < 0; ) {
      Thread.onSpinWait();
    }
  }

  private void drain() throws InterruptedException {
    try (Outbox outbox = Outboxes.open(folder, KilledDevice.CONFIG, new NotingNetwork(folder))) {
      assertThat(outbox.awaitEmpty(Duration.ofSeconds(60))).isTrue();
      assertThat(outbox.poisoned()).isZero();
    }
  }

  private record NotingNetwork(Path folder) implements Uplink {
    @Override
    public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
      KilledDevice.note(folder, NumberedEvents.number(event));
      return CompletableFuture.completedFuture(new Delivery.Sent());
    }

    @Override
    public Delivery upload(Path file, FileStored stored) {
      return new Delivery.Retry("no files here");
    }
  }
}
