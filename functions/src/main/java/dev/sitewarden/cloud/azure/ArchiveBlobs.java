package dev.sitewarden.cloud.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.sitewarden.cloud.archive.ArchiveStore;
import dev.sitewarden.cloud.archive.Recording;
import dev.sitewarden.cloud.media.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The archive tier in a container of Azure's blob storage, each recording a blob with its facts as
 * metadata, in a cheap access tier that is read without delay.
 *
 * <p>A recording is uploaded in blocks. The storage compares the MD5 of each with what arrived; the
 * blocks become a blob, with its metadata and tier, in one last call, and only once the SHA-256
 * over all of them is the one that the device said. So nobody ever sees a part or another file.
 * Blocks that never become a blob are forgotten by the storage after a week.
 */
final class ArchiveBlobs implements ArchiveStore {
  private static final Duration CALL_LASTS = Duration.ofSeconds(30);

  /** A segment of 60 s at 4 Mbit/s is 30 MB; a block is held in memory while it is sent. */
  private static final int BLOCK_BYTES = 8 * 1024 * 1024;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final BlobContainerClient container;
  private final AccessTier tier;
  private final BlobLinks links;

  ArchiveBlobs(BlobContainerClient container, AzureConfig.Tier tier, BlobLinks links) {
    this.container = container;
    this.links = links;
    this.tier =
        switch (tier) {
          case COOL -> AccessTier.COOL;
          case COLD -> AccessTier.COLD;
        };
  }

  @Override
  public void store(InputStream content, Recording recording) throws IOException {
    BlockBlobClient blob = container.getBlobClient(recording.path()).getBlockBlobClient();
    DigestInputStream read = new DigestInputStream(content, digest("SHA-256"));
    try {
      List<String> blocks = stage(read, blob);
      String sha256 = HexFormat.of().formatHex(read.getMessageDigest().digest());
      if (!sha256.equals(recording.sha256())) {
        throw new IOException(
            "%s has another SHA-256 than its device said, %s".formatted(recording.path(), sha256));
      }
      commit(blocks, blob, recording);
    } catch (RuntimeException failure) {
      throw failed("archiving", recording.path(), failure);
    }
  }

  private static List<String> stage(InputStream content, BlockBlobClient blob) throws IOException {
    List<String> blocks = new ArrayList<>();
    byte[] block = content.readNBytes(BLOCK_BYTES);
    while (block.length > 0) {
      String id = id(blocks.size());
      blob.stageBlockWithResponse(
          new BlockBlobStageBlockOptions(id, BinaryData.fromBytes(block))
              .setContentMd5(digest("MD5").digest(block)),
          CALL_LASTS,
          Context.NONE);
      blocks.add(id);
      block = content.readNBytes(BLOCK_BYTES);
    }
    return blocks;
  }

  /** All ids of a blob are equally long. */
  private static String id(int number) {
    return Base64.getEncoder()
        .encodeToString("%06d".formatted(number).getBytes(StandardCharsets.US_ASCII));
  }

  private void commit(List<String> blocks, BlockBlobClient blob, Recording recording)
      throws IOException {
    try {
      blob.commitBlockListWithResponse(
          options(blocks, recording).setTier(tier), CALL_LASTS, Context.NONE);
    } catch (BlobStorageException refusal) {
      boolean isThere =
          refusal.getStatusCode() == CONFLICT || refusal.getStatusCode() == PRECONDITION_FAILED;
      if (!isThere || !isOf(blob, recording)) {
        throw refusal;
      }
    }
  }

  /** Whether what lies there is this recording: a process before us died before it noted that. */
  private static boolean isOf(BlockBlobClient blob, Recording recording) {
    return recording.sha256().equals(blob.getProperties().getMetadata().get("sha256"));
  }

  private static BlockBlobCommitBlockListOptions options(List<String> blocks, Recording recording) {
    return new BlockBlobCommitBlockListOptions(blocks)
        .setHeaders(new BlobHttpHeaders().setContentType("video/mp4"))
        .setMetadata(recording.facts())
        .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  @Override
  public Optional<Blob> find(String path) {
    return links.to(container, path);
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      container
          .getBlobClient(path)
          .deleteIfExistsWithResponse(null, null, CALL_LASTS, Context.NONE);
    } catch (RuntimeException failure) {
      throw failed("deleting", path, failure);
    }
  }

  @Override
  public void hold(String path, boolean isHeld) throws IOException {
    BlobClient blob = container.getBlobClient(path);
    try {
      if (isHeld) {
        mark(blob, true);
        holdInStore(blob, true);
      } else { // what the storage holds cannot be marked
        holdInStore(blob, false);
        mark(blob, false);
      }
    } catch (RuntimeException failure) {
      boolean isGone =
          failure instanceof BlobStorageException refusal && refusal.getStatusCode() == NOT_FOUND;
      if (!isGone) {
        throw failed("marking", path, failure);
      }
    }
  }

  private static void mark(BlobClient blob, boolean isHeld) {
    Map<String, String> facts = blob.getProperties().getMetadata();
    facts.put(HELD, String.valueOf(isHeld));
    blob.setMetadata(facts);
  }

  /** Only a container with immutability of versions can hold single blobs. */
  private void holdInStore(BlobClient blob, boolean isHeld) {
    if (Boolean.TRUE.equals(container.getProperties().isImmutableStorageWithVersioningEnabled())) {
      blob.setLegalHold(isHeld);
    }
  }

  /** The client throws a plain RuntimeException when its patience ends. */
  private static IOException failed(String what, String path, RuntimeException failure) {
    return new IOException("%s %s failed: %s".formatted(what, path, failure.getMessage()), failure);
  }
}
