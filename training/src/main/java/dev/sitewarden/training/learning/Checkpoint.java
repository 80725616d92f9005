package dev.sitewarden.training.learning;

import dev.sitewarden.training.network.Weights;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * A training's state on disk, written whole or not at all.
 *
 * @param pictures network inputs seen
 * @param spent time trained
 * @param best score of the best trial so far
 * @param weights as trained
 * @param average smoothed over the last steps: what is exported
 */
public record Checkpoint(
    long pictures, Duration spent, double best, Weights weights, Weights average) {
  private static final int MAGIC = 0x53575431;

  public void write(Path file) {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        out.writeInt(MAGIC);
        out.writeLong(pictures);
        out.writeLong(spent.toMillis());
        out.writeDouble(best);
        weights.write(out);
        average.write(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write checkpoint %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IllegalArgumentException if the file is none
   * @throws UncheckedIOException if it cannot be read
   */
  public static Checkpoint read(Path file) {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException(file + " is no checkpoint of this training");
      }
      long pictures = in.readLong();
      var spent = Duration.ofMillis(in.readLong());
      double best = in.readDouble();
      return new Checkpoint(pictures, spent, best, Weights.read(in), Weights.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read checkpoint %s: %s".formatted(file, e), e);
    }
  }
}
