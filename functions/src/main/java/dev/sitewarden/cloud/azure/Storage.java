package dev.sitewarden.cloud.azure;

import dev.sitewarden.cloud.archive.ArchiveFolder;
import dev.sitewarden.cloud.archive.ArchiveStore;
import dev.sitewarden.cloud.audit.AnchorFile;
import dev.sitewarden.cloud.audit.AnchorStore;
import dev.sitewarden.cloud.media.BlobFolder;
import dev.sitewarden.cloud.media.BlobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The one place where it is decided where evidence, recordings and anchors lie: in Azure if it is
 * named, else here.
 */
@Singleton
class Storage {
  private static final Logger LOG = Logger.getLogger(Storage.class);

  /** How often each process sees to its own key; another one's timer would not do. */
  private static final long MINUTES_BETWEEN = 1;

  private final ScheduledExecutorService renewing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("storage-key").factory());
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

  /** Without a key there is no link until the next minute; everything else works. */
  void start(@Observes StartupEvent event) {
    azure.ifPresent(
        blobs -> {
          renewKey(blobs);
          var unused = // it ends with its thread
              renewing.scheduleWithFixedDelay(
                  () -> renewKey(blobs), MINUTES_BETWEEN, MINUTES_BETWEEN, TimeUnit.MINUTES);
        });
  }

  void stop(@Observes ShutdownEvent event) {
    renewing.shutdownNow();
  }

  private static void renewKey(AzureBlobs blobs) {
    try {
      blobs.renewKey();
    } catch (RuntimeException failure) { // a schedule ends with its first failure
      LOG.errorf(
          "the storage gave no key for links to evidence, trying again in a minute: %s",
          failure.getMessage());
    }
  }
}
