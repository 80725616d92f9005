package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.PackageSigning;
import dev.sitewarden.inference.trust.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Successors of the bundled model for tests, signed and packed. */
final class Packages {
  static final Path BUNDLED = Path.of(System.getProperty("sitewarden.root"), "models/ppe");

  private final Path folder;
  private final SigningKey key;

  Packages(Path folder, SigningKey key) {
    this.folder = folder;
    this.key = key;
  }

  /** The pictures that the bundled model proves itself on. */
  static List<Path> pictures() {
    return Stream.of("still_00000.jpg", "still_00001.jpg", "still_00002.jpg")
        .map(BUNDLED.resolve("golden")::resolve)
        .toList();
  }

  /** The same weights under another version. */
  PackedModel good(String version) {
    return packed(version, 0, "0.1.0");
  }

  /**
   * Proves itself on its own samples and hardly finds anything: thresholds were set far too high.
   */
  PackedModel blind(String version) {
    return packed(version, 0.92, "0.1.0");
  }

  /** Needs an edge that is not there yet. */
  PackedModel ahead(String version) {
    return packed(version, 0, "9.0.0");
  }

  private PackedModel packed(String version, double threshold, String minRuntime) {
    try {
      Path made = folder.resolve("made-" + version);
      byte[] onnx = Files.readAllBytes(BUNDLED.resolve("model.onnx"));
      ModelCard card = card(version, threshold, minRuntime);
      ModelPackage model = ModelPackage.save(made, card, onnx);
      GoldenSamples.write(model, pictures());
      return signed(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Signs and packs what lies in a folder now. */
  PackedModel signed(ModelPackage model) {
    Path tar = folder.resolve("model-%s.tar".formatted(model.card().version()));
    PackageSigning.sign(model.folder(), model.version().toString(), key);
    PackageSigning.pack(model.folder(), tar);
    return PackedModel.of(model, tar);
  }

  private static ModelCard card(String version, double threshold, String minRuntime) {
    ModelCard bundled = ModelPackage.open(BUNDLED).card();
    Map<Label, Double> thresholds = new LinkedHashMap<>();
    bundled.thresholds().forEach((label, own) -> thresholds.put(label, Math.max(own, threshold)));
    return new ModelCard(
        bundled.name(),
        version,
        bundled.task(),
        bundled.input(),
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
