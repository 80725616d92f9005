package dev.sitewarden.edge.hub;

import java.net.http.HttpRequest;
import java.time.Instant;

/** What lets somebody into an account of Azure Storage. */
sealed interface BlobAccess permits SharedKey, SharedAccess {
  /** The request with its proof. */
  HttpRequest.Builder allow(BlobRequest request, Instant now);
}
