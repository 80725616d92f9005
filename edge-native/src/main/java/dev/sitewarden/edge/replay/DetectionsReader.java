package dev.sitewarden.edge.replay;

import dev.sitewarden.domain.wire.DetectionsCodec;
import dev.sitewarden.domain.wire.RecordedDetections;
import dev.sitewarden.domain.wire.RecordedDetections.Look;
import dev.sitewarden.domain.wire.RecordedDetections.Opening;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads recorded detections: logs of {@link DetectionsLog}, and evidence of incidents. */
final class DetectionsReader {
  private static final String EVIDENCE = "detections.json";

  /** A frame has some hundred detections at most, each of some hundred bytes. */
  private static final int MOST_BYTES_OF_LINE = 1 << 20;

  /** Evidence is a few seconds of frames. */
  private static final long MOST_BYTES_OF_EVIDENCE = 64L << 20;

  /** Who takes what was recorded, in its order. */
  interface Taker {
    /** A file begins. */
    void begin(Opening opening);

    /** Evidence begins, in which everything counts. */
    void begin(Path file, DetectionsCodec.Evidence evidence);

    void take(Look look);

    /** Something is missing, in a sentence. */
    void warn(String what);
  }

  private final Taker taker;

  DetectionsReader(Taker taker) {
    this.taker = taker;
  }

  /**
   * Reads a file, or all files in a folder and below it; evidence only if there is no log.
   *
   * @throws UncheckedIOException if there is nothing or it cannot be read
   * @throws IllegalArgumentException if it is something else; both in one sentence for the user
   */
  void read(Path named) {
    try {
      for (Path file : files(named)) {
        if (isEvidence(file)) {
          readEvidence(file);
        } else {
          readLog(file);
        }
      }
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("no detections at %s; check the path".formatted(named), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read detections %s: %s".formatted(named, e.getMessage()), e);
    }
  }

  private static boolean isEvidence(Path file) {
    return file.getFileName().toString().endsWith(".json");
  }

  private static List<Path> files(Path named) throws IOException {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    List<Path> logs = below(named, DetectionFiles.SUFFIX);
    List<Path> files = logs.isEmpty() ? below(named, EVIDENCE) : logs;
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "no detections below %s: expected files of capture.detections (*%s) or evidence of incidents (%s)"
              .formatted(named, DetectionFiles.SUFFIX, EVIDENCE));
    }
    return files;
  }

  private static List<Path> below(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }

  private void readEvidence(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES_OF_EVIDENCE) {
      throw new IllegalArgumentException(
          "detections %s rejected: more than %d bytes is no evidence of an incident"
              .formatted(file, MOST_BYTES_OF_EVIDENCE));
    }
    try {
      DetectionsCodec.Evidence evidence = DetectionsCodec.readEvidence(Files.readAllBytes(file));
      taker.begin(file, evidence);
      evidence.looks().forEach(taker::take);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "detections %s rejected: %s; expected a detections.json of an incident's evidence"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void readLog(Path file) throws IOException {
    long number = 0;
    try (InputStream bytes =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      for (var line = line(bytes); line.isPresent(); line = line(bytes)) {
        number++;
        take(DetectionsCodec.read(line.get()), number);
      }
    } catch (EOFException | ZipException e) {
      if (number == 0) {
        throw new IllegalArgumentException(
            "detections %s rejected: it is no file of capture.detections, or an empty one: %s"
                .formatted(file, e.getMessage()),
            e);
      }
      taker.warn(
          "%s ends in the middle, as after a power cut; its first %d lines are used"
              .formatted(file, number));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "detections %s, line %d: %s".formatted(file, Math.max(1, number), e.getMessage()), e);
    }
  }

  private void take(RecordedDetections line, long number) {
    switch (line) {
      case Opening opening -> taker.begin(opening);
      case Look look -> {
        if (number == 1) {
          throw new IllegalArgumentException("the first line must have source, since, thresholds");
        }
        taker.take(look);
      }
    }
  }

  /** The next whole line, without its end. */
  private static Optional<byte[]> line(InputStream bytes) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = bytes.read(); next != '\n'; next = bytes.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.size() == MOST_BYTES_OF_LINE) {
        throw new IllegalArgumentException("longer than %d bytes".formatted(MOST_BYTES_OF_LINE));
      }
      line.write(next);
    }
    return Optional.of(line.toByteArray());
  }
}
