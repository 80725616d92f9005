package dev.sitewarden.cloud.azure;

import com.azure.core.exception.AzureException;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What devices uploaded, in a container of Azure's blob storage; people get {@link BlobLinks}. */
final class AzureBlobs implements BlobStore {
  private static final Duration CALL_LASTS = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  private final BlobServiceClient service;
  private final AzureConfig.BlobAccess access;
  private final BlobContainerClient container;
  private final BlobLinks links;
  private final InstantSource clock;

  private AzureBlobs(
      BlobServiceClient service,
      AzureConfig.BlobAccess access,
      boolean isByIdentity,
      InstantSource clock) {
    this.service = service;
    this.access = access;
    this.container = service.getBlobContainerClient(access.container());
    this.links = new BlobLinks(service, access.linksLast(), isByIdentity, clock);
    this.clock = clock;
  }

  /** The store that the settings name, or empty if they name none. */
  static Optional<AzureBlobs> of(AzureConfig.BlobAccess access, InstantSource clock) {
    if (access.connectionString().isPresent()) {
      BlobServiceClient service =
          new BlobServiceClientBuilder()
              .connectionString(access.connectionString().get())
              .buildClient();
      return Optional.of(new AzureBlobs(service, access, false, clock));
    }
    return access
        .endpoint()
        .map(
            endpoint ->
                new BlobServiceClientBuilder()
                    .endpoint(endpoint)
                    .credential(new DefaultAzureCredentialBuilder().build())
                    .buildClient())
        .map(service -> new AzureBlobs(service, access, true, clock));
  }

  /**
   * Gets ahead what links are signed with. Blocking: to be called at start and often after.
   *
   * @throws AzureException if the storage does not give it
   */
  void renewKey() {
    links.renewKey();
  }

  /** The container beside it in which anchors are kept. */
  AnchorBlobs anchors() {
    return new AnchorBlobs(service.getBlobContainerClient(access.anchorsContainer()), clock);
  }

  /** The container beside it in which recordings are archived. */
  ArchiveBlobs archive() {
    return new ArchiveBlobs(
        service.getBlobContainerClient(access.archiveContainer()), access.archiveTier(), links);
  }

  @Override
  public Optional<Blob> find(String path) {
    return links.to(container, path);
  }

  @Override
  public Optional<byte[]> read(String path, int largest) {
    BlobClient blob = container.getBlobClient(path);
    try {
      long bytes =
          blob.getPropertiesWithResponse(null, CALL_LASTS, Context.NONE).getValue().getBlobSize();
      return bytes > largest
          ? Optional.empty()
          : Optional.of(
              blob.downloadContentWithResponse(null, null, CALL_LASTS, Context.NONE)
                  .getValue()
                  .toBytes());
    } catch (BlobStorageException refusal) {
      if (refusal.getStatusCode() == NOT_FOUND) {
        return Optional.empty(); // not there yet, or not any more
      }
      throw refusal;
    }
  }

  @Override
  public Optional<InputStream> open(String path) throws IOException {
    try {
      return Optional.of(container.getBlobClient(path).openInputStream());
    } catch (RuntimeException failure) { // plain, when the client's patience ends
      if (failure instanceof BlobStorageException refusal && refusal.getStatusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException("opening the blob %s failed".formatted(path), failure);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      container
          .getBlobClient(path)
          .deleteIfExistsWithResponse(null, null, CALL_LASTS, Context.NONE);
    } catch (RuntimeException failure) {
      throw new IOException("deleting the blob %s failed".formatted(path), failure);
    }
  }

  /** Whether the container answers. Blocking, for some seconds at most. */
  boolean isReachable() {
    try {
      return container.existsWithResponse(CALL_LASTS, Context.NONE).getValue();
    } catch (RuntimeException notReached) {
      return false;
    }
  }
}
