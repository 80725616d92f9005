package dev.sitewarden.edge.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether incidents are stamped with the right time.
 *
 * @param hubTime the hub's clock, if it told, read just now
 * @param root where {@code run} and {@code usr} lie
 */
record ClockCheck(InstantSource clock, Optional<Instant> hubTime, Path root) implements Check {
  private static final Duration OFF = Duration.ofSeconds(5);

  /** Tokens hold for an hour; a hub takes some minutes of difference. */
  private static final Duration FAR_OFF = Duration.ofMinutes(5);

  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public List<Finding> findings() {
    return List.of(hubTime.map(this::beside).orElseGet(this::alone));
  }

  private Finding beside(Instant hub) {
    Duration off = Duration.between(hub, clock.instant());
    String text =
        "%.0f s %s the hub's, %s"
            .formatted(
                Math.abs(off.toMillis()) / 1e3, off.isNegative() ? "behind" : "ahead of", synced());
    if (off.abs().compareTo(FAR_OFF) > 0) {
      return Finding.fail("clock", text, remedy() + "; the hub refuses the device's tokens");
    }
    return off.abs().compareTo(OFF) > 0
        ? Finding.warn("clock", text, remedy())
        : Finding.ok("clock", text);
  }

  private Finding alone() {
    String text = "%s, %s; the hub tells no time to compare".formatted(clock.instant(), synced());
    if (clock.instant().isBefore(BUILT)) {
      return Finding.fail("clock", text, remedy());
    }
    return isSynced().orElse(false)
        ? Finding.ok("clock", text)
        : Finding.warn("clock", text, remedy());
  }

  private static String remedy() {
    return "switch time synchronisation on (timedatectl set-ntp true) and let UDP port 123 out";
  }

  private String synced() {
    return isSynced()
        .map(yes -> yes ? "synchronised" : "not synchronised")
        .orElse("not known whether synchronised");
  }

  /** By systemd's mark, else by asking timedatectl, which knows of chrony and others too. */
  private Optional<Boolean> isSynced() {
    if (Files.exists(root.resolve("run/systemd/timesync/synchronized"))) {
      return Optional.of(true);
    }
    Path timedatectl = root.resolve("usr/bin/timedatectl");
    return Files.isExecutable(timedatectl) ? ask(timedatectl) : Optional.empty();
  }

  private static Optional<Boolean> ask(Path timedatectl) {
    try {
      Process process =
          new ProcessBuilder(timedatectl.toString(), "show", "-p", "NTPSynchronized", "--value")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String answer =
          new String(process.getInputStream().readNBytes(64), StandardCharsets.UTF_8).strip();
      return answer.matches("yes|no") ? Optional.of(answer.equals("yes")) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
