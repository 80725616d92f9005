package dev.sitewarden.cloud.azure;

import com.azure.core.exception.AzureException;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.media.BlobStore;
import dev.sitewarden.domain.incident.BlobPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evidence in Azure's blob storage, as links that only read one blob for some minutes. They are
 * signed here, with the account's key or, better, with a key that the managed identity got for a
 * few hours; that one is fetched ahead of need, so that nobody waits for it.
 */
final class AzureBlobs implements BlobStore {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Duration KEY_LASTS = Duration.ofHours(6);
  private static final Duration CALL_LASTS = Duration.ofSeconds(5);

  private final BlobServiceClient service;
  private final AzureConfig.BlobAccess access;
  private final InstantSource clock;
  private final boolean isByIdentity;
  private volatile @Nullable UserDelegationKey key;

  private AzureBlobs(
      BlobServiceClient service,
      AzureConfig.BlobAccess access,
      boolean isByIdentity,
      InstantSource clock) {
    this.service = service;
    this.access = access;
    this.isByIdentity = isByIdentity;
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
   * Gets a new key if the present one does not last any more. Blocking: to be called at start and
   * every hour.
   *
   * @throws AzureException if the storage does not give one
   */
  void renewKey() {
    UserDelegationKey present = key;
    Instant needed = clock.instant().plus(Duration.ofHours(2));
    if (isByIdentity
        && (present == null || present.getSignedExpiry().toInstant().isBefore(needed))) {
      key = service.getUserDelegationKey(at(Duration.ZERO.minus(CLOCKS_DIFFER)), at(KEY_LASTS));
    }
  }

  /** The container beside it in which anchors are kept. */
  AnchorBlobs anchors() {
    return new AnchorBlobs(service.getBlobContainerClient(access.anchorsContainer()), clock);
  }

  @Override
  public Optional<Blob> find(String path) {
    try {
      BlobPath.require("blob", path);
    } catch (IllegalArgumentException outside) {
      return Optional.empty();
    }
    BlobClient blob = service.getBlobContainerClient(access.container()).getBlobClient(path);
    BlobServiceSasSignatureValues reading =
        new BlobServiceSasSignatureValues(
                at(access.linksLast()), new BlobSasPermission().setReadPermission(true))
            .setStartTime(at(Duration.ZERO.minus(CLOCKS_DIFFER)));
    return signature(blob, reading)
        .map(query -> new Blob.Linked(URI.create(blob.getBlobUrl() + "?" + query)));
  }

  @Override
  public Optional<byte[]> read(String path, int largest) {
    BlobClient blob = service.getBlobContainerClient(access.container()).getBlobClient(path);
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
      if (refusal.getStatusCode() == 404) {
        return Optional.empty(); // not there yet, or not any more
      }
      throw refusal;
    }
  }

  /** Whether the container answers. Blocking, for some seconds at most. */
  boolean isReachable() {
    try {
      return service
          .getBlobContainerClient(access.container())
          .existsWithResponse(CALL_LASTS, Context.NONE)
          .getValue();
    } catch (RuntimeException notReached) {
      return false;
    }
  }

  private Optional<String> signature(BlobClient blob, BlobServiceSasSignatureValues reading) {
    if (!isByIdentity) {
      return Optional.of(blob.generateSas(reading));
    }
    UserDelegationKey present = key;
    return present == null
        ? Optional.empty()
        : Optional.of(blob.generateUserDelegationSas(reading, present));
  }

  private OffsetDateTime at(Duration fromNow) {
    return clock.instant().plus(fromNow).atOffset(ZoneOffset.UTC);
  }
}
