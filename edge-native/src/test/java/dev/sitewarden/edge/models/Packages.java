package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.PackageSigning;
import dev.sitewarden.inference.trust.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Successors of the bundled model for tests, signed and packed. */
public final class Packages {
  public static final Path BUNDLED = Path.of(System.getProperty("sitewarden.root"), "models/ppe");

  private final Path folder;
  private final SigningKey key;

  public Packages(Path folder, SigningKey key) {
    this.folder = folder;
    this.key = key;
  }

  /** The pictures that the bundled model proves itself on. */
  public static List<Path> pictures() {
    return Stream.of("still_00000.jpg", "still_00001.jpg", "still_00002.jpg")
        .map(BUNDLED.resolve("golden")::resolve)
        .toList();
  }

  /** The same weights under another version. */
  public PackedModel good(String version) {
    return packed(version, 0, "0.1.0");
  }

  /**
   * Proves itself on its own samples and hardly finds anything: thresholds were set far too high.
   */
  public PackedModel blind(String version) {
    return packed(version, 0.92, "0.1.0");
  }

  /** Looks at 416 x 256 px instead of 512 x 320, with other thresholds. */
  public PackedModel smaller(String version) {
    ModelCard bundled = ModelPackage.open(BUNDLED).card();
    ModelInput input = bundled.input();
    var small =
        new ModelInput(input.name(), 416, 256, input.colourOrder(), input.mean(), input.std());
    try {
      byte[] onnx = withInput416x256(Files.readAllBytes(BUNDLED.resolve("model.onnx")));
      return packed(card(version, small, 0.55, "0.1.0"), onnx);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The net only convolves and doubles, so it takes any multiple of 32. Its file says the sizes of
   * input and output as protobuf's dimensions: field 1, a length, field 1, a number.
   */
  private static byte[] withInput416x256(byte[] onnx) {
    String file = new String(onnx, StandardCharsets.ISO_8859_1);
    return file.replace(
            "\n\3\b\u00c0\2\n\3\b\u0080\4", // 320, 512
            "\n\3\b\u0080\2\n\3\b\u00a0\3") // 256, 416
        .replace(
            "\n\2\b\6\n\2\b\50\n\2\b\100", "\n\2\b\6\n\2\b\40\n\2\b\64") // 6 of 40, 64 -> 32, 52
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Does not find what its own golden samples say. */
  PackedModel liar(String version) {
    good(version);
    Path made = folder.resolve("made-" + version);
    try (Stream<Path> files = Files.list(made.resolve("golden"))) {
      for (Path answer : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        Files.writeString(
            answer, "[{\"label\": \"head\", \"score\": 0.99, \"box\": [0.0, 0.0, 0.02, 0.02]}]");
      }
      return signed(ModelPackage.open(made));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Needs an edge that is not there yet. */
  PackedModel ahead(String version) {
    return packed(version, 0, "9.0.0");
  }

  private PackedModel packed(String version, double threshold, String minRuntime) {
    ModelInput input = ModelPackage.open(BUNDLED).card().input();
    try {
      return packed(
          card(version, input, threshold, minRuntime),
          Files.readAllBytes(BUNDLED.resolve("model.onnx")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PackedModel packed(ModelCard card, byte[] onnx) {
    ModelPackage model = ModelPackage.save(folder.resolve("made-" + card.version()), card, onnx);
    GoldenSamples.write(model, pictures());
    return signed(model);
  }

  /** Signs and packs what lies in a folder now. */
  PackedModel signed(ModelPackage model) {
    Path tar = folder.resolve("model-%s.tar".formatted(model.card().version()));
    PackageSigning.sign(model.folder(), model.version().toString(), key);
    PackageSigning.pack(model.folder(), tar);
    return PackedModel.of(model, tar);
  }

  private static ModelCard card(
      String version, ModelInput input, double threshold, String minRuntime) {
    ModelCard bundled = ModelPackage.open(BUNDLED).card();
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    bundled.thresholds().forEach((label, own) -> thresholds.put(label, Math.max(own, threshold)));
    return new ModelCard(
        bundled.name(),
        version,
        bundled.task(),
        input,
        bundled.decoder(),
        bundled.labels(),
        thresholds,
        bundled.nmsIou(),
        bundled.metrics(),
        bundled.dataset(),
        bundled.licence(),
        minRuntime);
  }

  /** The same order, allowed to bring an older model. */
  static ModelOrder allowingRollback(ModelOrder order) {
    return new ModelOrder(
        order.version(),
        order.uri(),
        order.sha256(),
        order.size(),
        order.format(),
        order.minRuntime(),
        true);
  }
}
