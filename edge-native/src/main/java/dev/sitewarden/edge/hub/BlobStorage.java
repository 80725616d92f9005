package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.http.WholeAnswer;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.outbox.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A container of Azure Storage that takes evidence under its whole path, {@code
 * {device}/{camera}/..}: the one of the Blob Storage on IoT Edge module, which passes it on. Made
 * when it is missing. Blocks its caller.
 */
final class BlobStorage implements EvidenceStore {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int MISSING = 404;
  private static final int EXISTS = 409;

  private final BlobStorageConfig blobs;
  private final String device;
  private final HttpClient client;
  private final BlobPut put;

  BlobStorage(BlobStorageConfig blobs, HubConfig hub, HubTls tls, InstantSource clock) {
    this(blobs, hub, tls, clock, BlobPut.BLOCK_BYTES);
  }

  BlobStorage(
      BlobStorageConfig blobs, HubConfig hub, HubTls tls, InstantSource clock, int blockBytes) {
    this.blobs = blobs;
    this.device = hub.device().value();
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls.current())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    this.put = new BlobPut(client, clock, blockBytes);
  }

  @Override
  public Delivery store(Path file, String blobName, String contentType) {
    if (!Files.isRegularFile(file)) {
      return new Delivery.Poison("the file %s is gone".formatted(file));
    }
    String what = "storing %s in %s".formatted(blobName, container());
    try {
      URI address = URI.create("%s/%s/%s".formatted(container(), device, BlobPut.path(blobName)));
      WholeAnswer answer = put.put(file, address, blobs.access(), contentType);
      if (answer.statusCode() == MISSING) {
        WholeAnswer made = put.makeContainer(container(), blobs.access());
        Delivery outcome =
            UploadOutcome.of(made.statusCode(), "making " + container(), made.body());
        if (!(outcome instanceof Delivery.Sent) && made.statusCode() != EXISTS) {
          return new Delivery.Retry(outcome.toString());
        }
        answer = put.put(file, address, blobs.access(), contentType);
      }
      return UploadOutcome.of(answer.statusCode(), what, answer.body());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return new Delivery.Retry("%s failed: %s".formatted(what, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry(what + " was interrupted");
    }
  }

  private URI container() {
    return URI.create(blobs.endpoint() + "/" + blobs.container());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
