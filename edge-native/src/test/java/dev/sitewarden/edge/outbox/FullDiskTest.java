package dev.sitewarden.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.edge.incident.Handover;
import dev.sitewarden.edge.incident.Handover.Kept;
import dev.sitewarden.edge.incident.Handover.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 1 MB that fills up; mounting it needs root. */
@EnabledIf("isRoot")
@Timeout(60)
class FullDiskTest {
  private final Path disk;

  FullDiskTest(@TempDir Path disk) {
    this.disk = disk;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    command("umount", disk.toString());
  }

  @Test
  void fullDiskRefusesInOneSentenceLosesNothingAndGoesOnWhenThereIsRoom() throws IOException {
    Path video = Files.write(disk.resolve("video"), new byte[512 << 10]);
    List<String> kept = new ArrayList<>();
    try (SegmentLog log = open()) {
      Handover refused = appendUntilRefused(log, kept);

      assertThat(refused)
          .isInstanceOfSatisfying(
              Refused.class,
              r ->
                  assertThat(r.reason())
                      .contains("write outbox", "No space left")
                      .doesNotContain("\n"));
      assertThat(texts(log)).isEqualTo(kept);

      Files.delete(video);
      int before = kept.size();
      appendUntilRefused(log, kept);

      assertThat(kept).as("what went into the room").hasSizeGreaterThan(before + 100);
      assertThat(log.waiting()).isEqualTo(kept.size());
    }
    try (SegmentLog log = open()) {
      assertThat(texts(log)).isEqualTo(kept);
      assertThat(log.damaged()).isZero();
    }
  }

  @Test
  void outboxThatFilledTheDiskItselfGoesOnWhenAllIsDelivered() throws IOException {
    String next = "x".repeat(6000); // more than what is left of the last page
    try (SegmentLog log = open()) {
      appendUntilRefused(log, new ArrayList<>());
      log.advance(log.last());

      assertThat(append(log, next)).isInstanceOf(Kept.class);
    }
    try (SegmentLog log = open()) {
      assertThat(texts(log)).containsExactly(next);
    }
  }

  private static Handover appendUntilRefused(SegmentLog log, List<String> kept) {
    while (true) {
      String text = "m%d:%s".formatted(kept.size(), "x".repeat(3000));
      Handover handover = append(log, text);
      if (handover instanceof Refused) {
        return handover;
      }
      kept.add(text);
    }
  }

  private static Handover append(SegmentLog log, String text) {
    return log.append(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(SegmentLog log) {
    return log.peek(-1, Integer.MAX_VALUE).stream()
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private SegmentLog open() {
    return new SegmentLog(disk.resolve("outbox"), Long.MAX_VALUE, 8, (bytes, syncs) -> {});
  }

  private static void command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
  }
}
