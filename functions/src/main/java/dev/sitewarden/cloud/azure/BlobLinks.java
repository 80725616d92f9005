package dev.sitewarden.cloud.azure;

import com.azure.core.exception.AzureException;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.sitewarden.cloud.media.Blob;
import dev.sitewarden.cloud.problem.ProblemException;
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
 * Links that only read one blob for some minutes. They are signed here, with the account's key or,
 * better, with a key that the managed identity got for a few hours; that one is fetched ahead of
 * need, so that nobody waits for it.
 */
final class BlobLinks {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Duration KEY_LASTS = Duration.ofHours(6);

  private final BlobServiceClient service;
  private final Duration last;
  private final boolean areByIdentity;
  private final InstantSource clock;
  private volatile @Nullable UserDelegationKey key;

  /**
   * @param last for how long a link is good
   * @param areByIdentity whether the managed identity signs, and not the account's key
   */
  BlobLinks(BlobServiceClient service, Duration last, boolean areByIdentity, InstantSource clock) {
    this.service = service;
    this.last = last;
    this.areByIdentity = areByIdentity;
    this.clock = clock;
  }

  /**
   * Gets a new key if the present one does not last any more. Blocking: to be called at start and
   * often after, in each process.
   *
   * @throws AzureException if the storage does not give one
   */
  void renewKey() {
    UserDelegationKey present = key;
    Instant needed = clock.instant().plus(Duration.ofHours(2));
    if (areByIdentity
        && (present == null || present.getSignedExpiry().toInstant().isBefore(needed))) {
      key = service.getUserDelegationKey(at(CLOCKS_DIFFER.negated()), at(KEY_LASTS));
    }
  }

  /**
   * A link to a blob, whether there is one or not; empty if it is no path.
   *
   * @throws ProblemException if there is no key that lasts as long as the link
   */
  Optional<Blob> to(BlobContainerClient container, String path) {
    try {
      BlobPath.require("blob", path);
    } catch (IllegalArgumentException outside) {
      return Optional.empty();
    }
    BlobClient blob = container.getBlobClient(path);
    BlobServiceSasSignatureValues reading =
        new BlobServiceSasSignatureValues(at(last), new BlobSasPermission().setReadPermission(true))
            .setStartTime(at(CLOCKS_DIFFER.negated()));
    return Optional.of(
        new Blob.Linked(URI.create(blob.getBlobUrl() + "?" + signature(blob, reading))));
  }

  private String signature(BlobClient blob, BlobServiceSasSignatureValues reading) {
    if (!areByIdentity) {
      return blob.generateSas(reading);
    }
    UserDelegationKey present = key;
    if (present == null || present.getSignedExpiry().isBefore(at(last))) {
      throw ProblemException.unavailable(
          "evidence-away", "The storage gave no key to read evidence with; try again in a minute.");
    }
    return blob.generateUserDelegationSas(reading, present);
  }

  private OffsetDateTime at(Duration fromNow) {
    return clock.instant().plus(fromNow).atOffset(ZoneOffset.UTC);
  }
}
