package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.fleet.CaptureSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** The files of one camera's detections log, each named by the instant of its first frame. */
final class DetectionFiles {
  static final String SUFFIX = ".jsonl.gz";

  /** Of a full ring so much goes at once. */
  private static final int LEAST_FILES = 8;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final CaptureSettings.Detections limits;

  DetectionFiles(Path folder, CaptureSettings.Detections limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** From here on a file is full. */
  long mostBytesOfOne() {
    return limits.bytes() / LEAST_FILES;
  }

  /** Where the frames from an instant on go; what is too old or too much is removed first. */
  Path next(Instant at) throws IOException {
    Files.createDirectories(folder);
    Deque<Path> files = oldestFirst();
    long bytes = mostBytesOfOne();
    for (Path file : files) {
      bytes += Files.size(file);
    }
    while (!files.isEmpty() && (bytes > limits.bytes() || isTooOld(files.getFirst(), at))) {
      bytes -= Files.size(files.getFirst());
      Files.delete(files.removeFirst());
    }
    return folder.resolve(NAME.format(at) + SUFFIX);
  }

  private Deque<Path> oldestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayDeque<>(
          files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList());
    }
  }

  private boolean isTooOld(Path file, Instant now) {
    String name = file.getFileName().toString();
    try {
      return NAME.parse(name.substring(0, name.length() - SUFFIX.length()), Instant::from)
          .isBefore(now.minus(limits.age()));
    } catch (DateTimeException e) {
      return false; // not ours
    }
  }
}
