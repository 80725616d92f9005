package dev.sitewarden.inference;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.inference.frame.InputSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that holds a model, {@code model.onnx}, and its card, {@code model.json}. */
public final class ModelPackage {
  private static final String MODEL = "model.onnx";
  private static final String CARD = "model.json";
  private static final long MAX_CARD_BYTES = 1 << 20;

  private final Path folder;
  private final ModelCard card;
  private final ModelVersion version;

  private ModelPackage(Path folder, ModelCard card, Digest digest) {
    this.folder = folder;
    this.card = card;
    this.version = new ModelVersion(card.name(), card.version(), digest);
  }

  /**
   * Reads the card and the digest of the weights.
   *
   * @throws UncheckedIOException if a file is missing or unreadable
   * @throws IllegalArgumentException if the card is wrong; both in one sentence for the user
   */
  public static ModelPackage open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw unreadable(
          "no model package at %s; make one with `sitewarden model import`".formatted(folder));
    }
    ModelCard card = readCard(folder.resolve(CARD));
    return new ModelPackage(folder, card, Digest.of(read(folder.resolve(MODEL))));
  }

  /**
   * Writes a package, replacing what is in the folder.
   *
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static ModelPackage save(Path folder, ModelCard card, byte[] onnx) {
    try {
      Files.createDirectories(folder);
      replace(folder.resolve(MODEL), onnx);
      replace(folder.resolve(CARD), ModelCardCodec.write(card));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write model package %s: %s".formatted(folder, reason(e)), e);
    }
    return new ModelPackage(folder, card, Digest.of(onnx));
  }

  /** A file is there whole or as it was before. */
  private static void replace(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(unfinished, content, CREATE, WRITE, TRUNCATE_EXISTING, SYNC);
      Files.move(unfinished, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static ModelCard readCard(Path file) {
    byte[] json = read(file);
    if (json.length > MAX_CARD_BYTES) {
      throw new IllegalArgumentException(
          "model card %s has %d bytes, at most %d are read"
              .formatted(file, json.length, MAX_CARD_BYTES));
    }
    try {
      return ModelCardCodec.read(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model card %s rejected: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static byte[] read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw unreadable(
          "%s is missing; a model package is a folder with %s and %s".formatted(file, MODEL, CARD));
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static UncheckedIOException unreadable(String sentence) {
    return new UncheckedIOException(sentence, new IOException(sentence));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  public Path folder() {
    return folder;
  }

  public ModelCard card() {
    return card;
  }

  /** Name, version and digest of the weights as they were when the package was opened. */
  public ModelVersion version() {
    return version;
  }

  /** What frames for this model are letterboxed to. */
  public InputSize inputSize() {
    return new InputSize(card.input().widthPx(), card.input().heightPx());
  }

  /** The ONNX file's bytes, checked against the digest. */
  byte[] onnx() {
    byte[] bytes = read(folder.resolve(MODEL));
    if (!Digest.of(bytes).equals(version.digest())) {
      throw new IllegalArgumentException(
          "%s changed after the package was opened; start again".formatted(folder.resolve(MODEL)));
    }
    return bytes;
  }
}
