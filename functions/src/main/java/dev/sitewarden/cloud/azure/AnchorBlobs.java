package dev.sitewarden.cloud.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import dev.sitewarden.cloud.audit.AnchorStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Anchors in a container of Azure's blob storage, each a blob of its own, named by its time and
 * never written over: with an immutability policy on the container not even its owner changes one.
 */
final class AnchorBlobs implements AnchorStore {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HHmmss.SSS").withZone(ZoneOffset.UTC);

  private final BlobContainerClient container;
  private final InstantSource clock;

  AnchorBlobs(BlobContainerClient container, InstantSource clock) {
    this.container = container;
    this.clock = clock;
  }

  @Override
  public void add(String line) {
    Instant now = clock.instant();
    container
        .getBlobClient("%s-%s.json".formatted(NAME.format(now), UUID.randomUUID()))
        .uploadWithResponse(
            new BlobParallelUploadOptions(BinaryData.fromString(line))
                .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
            null,
            null);
  }

  /** The storage lists names in their order, which is that of their times. */
  @Override
  public Stream<String> lines() {
    return container.listBlobs().stream()
        .map(BlobItem::getName)
        .map(name -> container.getBlobClient(name).downloadContent().toString());
  }
}
