package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a real process while it appends: what it said was kept is there, in order. */
class KillTest {
  private static final int KILLS = 4;

  private final Path folder;

  KillTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  @Timeout(60)
  void whatWasKeptSurvivesAKilledProcess() throws IOException, InterruptedException {
    Random random = new Random(20261120);
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int kept = appendAndKill(next, 20 + random.nextInt(60));

      List<Integer> waiting = waiting();

      assertThat(waiting).contains(kept).isSorted().doesNotHaveDuplicates();
      assertThat(waiting.getFirst()).as("what was not delivered yet").isLessThanOrEqualTo(kept);
      assertThat(waiting).hasSize(waiting.getLast() - waiting.getFirst() + 1);
      next = waiting.getLast() + 1;
    }
  }

  private int appendAndKill(int from, int after) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int kept = from - 1;
    try (BufferedReader lines = process.inputReader()) {
      for (int line = 0; line < after; line++) {
        kept = Integer.parseInt(lines.readLine());
      }
      process.toHandle().destroyForcibly(); // Process.destroyForcibly would close what it printed
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept = Integer.parseInt(line);
      }
    }
    process.waitFor();
    return kept;
  }

  private List<Integer> waiting() {
    try (SegmentLog log = new SegmentLog(folder, Long.MAX_VALUE, 8, (bytes, syncs) -> {})) {
      return log.peek(-1, Integer.MAX_VALUE).stream()
          .map(entry -> Integer.valueOf(new String(entry.payload(), StandardCharsets.US_ASCII)))
          .toList();
    }
  }
}
