package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.evaluation.MotBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence's ground truth as MOTChallenge writes it: {@code frame,id,left,top,width,height,..}.
 */
final class MotTruth {
  private static final int FIELDS = 6;

  private final Map<Long, List<MotBox>> boxes = new HashMap<>();

  private MotTruth() {}

  /**
   * Reads a file.
   *
   * @param scale pixels of the video for a pixel of the file
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a line is wrong; both in one sentence for the user
   */
  static MotTruth read(Path file, double scale) {
    var truth = new MotTruth();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        truth.add(line, scale);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read ground truth %s: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ground truth %s, line %d: expected frame,id,left,top,width,height with a box that is not empty, got %s"
              .formatted(file, number, e.getMessage()),
          e);
    }
    return truth;
  }

  private void add(String line, double scale) {
    String[] fields = line.split(",", -1);
    if (fields.length < FIELDS) {
      throw new IllegalArgumentException("%d fields".formatted(fields.length));
    }
    boxes
        .computeIfAbsent(Long.parseLong(fields[0].strip()), frame -> new ArrayList<>())
        .add(
            new MotBox(
                Long.parseLong(fields[1].strip()),
                Double.parseDouble(fields[2]) * scale,
                Double.parseDouble(fields[3]) * scale,
                Double.parseDouble(fields[4]) * scale,
                Double.parseDouble(fields[5]) * scale));
  }

  /** The boxes of a frame, counted from 0. */
  List<MotBox> of(long sequence) {
    return boxes.getOrDefault(sequence + 1, List.of());
  }
}
