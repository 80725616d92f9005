package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.PackageFolder;
import dev.sitewarden.inference.trust.PackageUnpacking;
import dev.sitewarden.inference.trust.PackageVerification;
import dev.sitewarden.inference.trust.TarArchive;
import dev.sitewarden.inference.trust.VerificationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Brings an ordered package into the store: from its address to a folder that may be loaded. */
final class ModelInstaller {
  private final ModelStore store;
  private final ModelDownload download;
  private final VerificationKey key;
  private final RuntimeVersion runtime;
  private final Consumer<UpdateStep> progress;

  ModelInstaller(
      ModelStore store,
      ModelDownload download,
      VerificationKey key,
      RuntimeVersion runtime,
      Consumer<UpdateStep> progress) {
    this.store = store;
    this.download = download;
    this.key = key;
    this.runtime = runtime;
    this.progress = progress;
  }

  /**
   * Installs.
   *
   * @throws IllegalArgumentException if the package is bad, in one sentence
   * @throws java.io.UncheckedIOException if it does not arrive or the disk does not take it
   */
  StoredModel install(ModelOrder order) {
    requireRuntime(order.version(), order.minRuntime());
    Digest archive = order.sha256();
    if (!Files.isDirectory(store.packageOf(archive))) {
      bring(order);
    }
    ModelPackage model = open(archive);
    if (!model.card().version().equals(order.version())) {
      throw new IllegalArgumentException(
          "model %s rejected: its card says version %s"
              .formatted(order.version(), model.card().version()));
    }
    return new StoredModel(archive, order.version());
  }

  private void bring(ModelOrder order) {
    Digest archive = order.sha256();
    Path tar = store.archive(archive);
    store.removeDownloadsBut(archive);
    progress.accept(UpdateStep.DOWNLOADING);
    if (!Files.exists(tar)) {
      download.to(tar, order);
    }
    progress.accept(UpdateStep.DOWNLOADED);
    var source = new TarArchive(tar);
    PackageVerification.verify(source, key);
    progress.accept(UpdateStep.VERIFIED);
    Path unfinished = store.unfinished(archive);
    ModelStore.removeTree(unfinished);
    DurableFile.folder(unfinished);
    PackageUnpacking.unpack(source, unfinished);
    progress.accept(UpdateStep.UNPACKED);
    store.adopt(archive);
    DurableFile.remove(tar);
    progress.accept(UpdateStep.ADOPTED);
  }

  /**
   * Opens a package in the store after reading all of it against its signature: disks decay.
   *
   * @throws IllegalArgumentException if it is not what was signed or does not fit this runtime
   */
  ModelPackage open(Digest archive) {
    Path folder = store.packageOf(archive);
    PackageVerification.verify(new PackageFolder(folder), key);
    ModelPackage model = ModelPackage.open(folder);
    requireRuntime(model.card().version(), RuntimeVersion.of(model.card().minRuntime()));
    return model;
  }

  private void requireRuntime(String version, RuntimeVersion needed) {
    if (needed.compareTo(runtime) > 0) {
      throw new IllegalArgumentException(
          "model %s rejected: it needs runtime %s, this is %s; update the edge first"
              .formatted(version, needed, runtime));
    }
  }
}
