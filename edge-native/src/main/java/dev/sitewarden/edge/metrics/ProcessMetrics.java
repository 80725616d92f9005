package dev.sitewarden.edge.metrics;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the process takes of the machine, and how warm and full that is; Linux's own files. */
public final class ProcessMetrics {
  private static final Path SELF = Path.of("/proc/self");
  private static final Path THERMAL = Path.of("/sys/class/thermal");

  private ProcessMetrics() {}

  /**
   * All of them; a number that this system does not tell is not a number.
   *
   * @param state folder whose disk is watched
   */
  public static List<Metric> of(Path state) {
    File disk = state.toFile();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(EdgeMetric.RESIDENT.of(ProcessMetrics::residentBytes));
    metrics.add(EdgeMetric.CPU_SECONDS.of(ProcessMetrics::cpuSeconds));
    metrics.add(EdgeMetric.START_TIME.of(ProcessMetrics::startSeconds));
    metrics.add(EdgeMetric.OPEN_FILES.of(ProcessMetrics::openFiles));
    metrics.add(EdgeMetric.DISK_FREE.of(disk::getUsableSpace));
    metrics.add(EdgeMetric.DISK_SIZE.of(disk::getTotalSpace));
    for (Path zone : zones()) {
      String name = line(zone.resolve("type")).orElse("unknown") + "-" + zone.getFileName();
      metrics.add(EdgeMetric.TEMPERATURE.of(() -> celsius(zone), name));
    }
    return metrics;
  }

  private static double residentBytes() {
    try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElse(Double.NaN);
  }

  private static double startSeconds() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(Instant::toEpochMilli)
        .map(millis -> millis / 1e3)
        .orElse(Double.NaN);
  }

  private static double openFiles() {
    try (Stream<Path> files = Files.list(SELF.resolve("fd"))) {
      return files.count();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static List<Path> zones() {
    try (Stream<Path> zones = Files.list(THERMAL)) {
      return zones.filter(zone -> Files.isReadable(zone.resolve("temp"))).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static double celsius(Path zone) {
    return line(zone.resolve("temp"))
        .map(text -> Double.parseDouble(text) / 1000)
        .orElse(Double.NaN);
  }

  private static Optional<String> line(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
