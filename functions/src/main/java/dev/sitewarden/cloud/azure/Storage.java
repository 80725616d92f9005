package dev.sitewarden.cloud.azure;

import com.azure.core.exception.AzureException;
import dev.sitewarden.cloud.archive.ArchiveFolder;
import dev.sitewarden.cloud.archive.ArchiveStore;
import dev.sitewarden.cloud.audit.AnchorFile;
import dev.sitewarden.cloud.audit.AnchorStore;
import dev.sitewarden.cloud.chore.Chore;
import dev.sitewarden.cloud.media.BlobFolder;
import dev.sitewarden.cloud.media.BlobStore;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The one place where it is decided where evidence, recordings and anchors lie: in Azure if it is
 * named, else here.
 */
@Singleton
class Storage implements Chore {
  private static final Logger LOG = Logger.getLogger(Storage.class);

  private final Optional<AzureBlobs> azure;
  private final BlobFolder folder;

  Storage(AzureConfig config, BlobFolder folder, InstantSource clock) {
    this.folder = folder;
    this.azure = AzureBlobs.of(config.blobs(), clock);
  }

  @Produces
  @Singleton
  BlobStore store() {
    return azure.<BlobStore>map(blobs -> blobs).orElse(folder);
  }

  @Produces
  @Singleton
  AnchorStore anchors(AnchorFile file) {
    return azure.<AnchorStore>map(AzureBlobs::anchors).orElse(file);
  }

  @Produces
  @Singleton
  ArchiveStore archive(ArchiveFolder archive) {
    return azure.<ArchiveStore>map(AzureBlobs::archive).orElse(archive);
  }

  /** Whether evidence can be got at. Blocking. */
  boolean isReachable() {
    return azure.map(AzureBlobs::isReachable).orElseGet(folder::isReachable);
  }

  /** Without a key there is no link until the next hour; everything else works. */
  void start(@Observes StartupEvent event) {
    try {
      azure.ifPresent(AzureBlobs::renewKey);
    } catch (AzureException failure) {
      LOG.errorf("no evidence can be shown yet, the storage gave no key: %s", failure.getMessage());
    }
  }

  @Override
  public Rhythm rhythm() {
    return Rhythm.HOURLY;
  }

  @Override
  public Uni<Void> run() {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> azure.ifPresent(AzureBlobs::renewKey))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
