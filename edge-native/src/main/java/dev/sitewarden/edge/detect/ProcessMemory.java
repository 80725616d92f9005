package dev.sitewarden.edge.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this process holds of the machine's memory, native libraries included, in MB. */
record ProcessMemory(double residentMb, double peakMb) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KB_PER_MB = 1024;

  /** For systems that do not tell. */
  static ProcessMemory unknown() {
    return new ProcessMemory(0, 0);
  }

  /** As Linux counts it now. */
  static ProcessMemory now() {
    if (!Files.isReadable(STATUS)) {
      return unknown();
    }
    try {
      List<String> lines = Files.readAllLines(STATUS);
      return new ProcessMemory(megabytes(lines, "VmRSS:"), megabytes(lines, "VmHWM:"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }

  private static double megabytes(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KB_PER_MB)
        .findFirst()
        .orElse(0);
  }
}
