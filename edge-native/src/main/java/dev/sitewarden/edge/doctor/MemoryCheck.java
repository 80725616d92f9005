package dev.sitewarden.edge.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether the edge finds room in memory.
 *
 * @param meminfo Linux's account of it, {@code /proc/meminfo}
 */
record MemoryCheck(Path meminfo) implements Check {
  /** A small model, one camera and the buffers of its clips. */
  private static final double NEEDED_MB = 200;

  @Override
  public List<Finding> findings() {
    try {
      List<String> lines = Files.readAllLines(meminfo);
      double free = megabytes(lines, "MemAvailable:");
      String text =
          String.format(
              Locale.ROOT, "%.0f of %.0f MB are free", free, megabytes(lines, "MemTotal:"));
      return List.of(
          free >= NEEDED_MB
              ? Finding.ok("memory", text)
              : Finding.warn(
                  "memory", text, "stop what is not needed; one camera wants some 200 MB"));
    } catch (IOException e) {
      return List.of(
          Finding.warn("memory", "this system does not tell", "look with the system's own tool"));
    }
  }

  private static double megabytes(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
