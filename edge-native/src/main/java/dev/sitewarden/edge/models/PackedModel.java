package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package in one archive: what an order has to say of it. */
public record PackedModel(ModelOrder order) {
  /** Reads size and digest of the archive; its address is its place on this disk. */
  public static PackedModel of(ModelPackage model, Path tar) {
    try {
      byte[] bytes = Files.readAllBytes(tar);
      return new PackedModel(
          new ModelOrder(
              model.card().version(),
              tar.toAbsolutePath().normalize().toUri(),
              Digest.of(bytes),
              bytes.length,
              ModelOrder.ONNX,
              RuntimeVersion.of(model.card().minRuntime()),
              false));
    } catch (IOException e) {
      throw DurableFile.failed("read", tar, e);
    }
  }

  /** As desired properties hold it. */
  @Override
  public String toString() {
    return "{\"version\": \"%s\", \"uri\": \"%s\", \"sha256\": \"%s\", \"size\": %d, \"format\": \"%s\", \"min-runtime\": \"%s\"}"
        .formatted(
            order.version(),
            order.uri(),
            order.sha256(),
            order.size(),
            order.format(),
            order.minRuntime());
  }
}
