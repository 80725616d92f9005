package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The three steps of a file upload. Who sends a request is settled before it comes here. */
public final class FileUploads {
  static final String CONTAINER = "blobs";
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int MAX_JSON_BYTES = 16 * 1024;
  private static final int MAX_LIST_BYTES = 8 << 20; // 50,000 blocks, Azure's most
  private static final Logger LOG = System.getLogger(FileUploads.class.getName());

  private final InstantSource clock;
  private final long maxBlobBytes;
  private final BlobToken tokens;
  private final BlobFolder blobs;
  private final ActiveUploads active = new ActiveUploads();

  /**
   * Stores blobs of up to the given size under the folder. Opening it blocks.
   *
   * @param random must be cryptographically strong
   */
  public FileUploads(
      Vertx vertx, InstantSource clock, RandomGenerator random, Path folder, long maxBlobBytes) {
    this.clock = clock;
    this.maxBlobBytes = maxBlobBytes;
    this.tokens = new BlobToken(random, clock);
    this.blobs = BlobFolder.open(vertx, folder);
  }

  /** Answers {@code {"blobName"}} with where to PUT it, and the token for that. */
  Future<Void> begin(HttpServerRequest request, DeviceId device) {
    return JsonBody.read(request, MAX_JSON_BYTES)
        .compose(
            body -> {
              BlobName blob = new BlobName(device, JsonBody.text(body, "blobName"));
              Instant now = clock.instant();
              Instant until = now.plus(TOKEN_LIFE);
              String correlationId = UUID.randomUUID().toString();
              active.begin(correlationId, device, now, until);
              JsonObject answer =
                  new JsonObject()
                      .put("correlationId", correlationId)
                      .put("hostName", HubNames.LOCALHOST + ":" + request.localAddress().port())
                      .put("containerName", CONTAINER)
                      .put("blobName", blob.toString())
                      .put("sasToken", tokens.issue(blob, until));
              return JsonBody.send(request, 200, answer);
            });
  }

  /**
   * Stores the body if the query is a token for that blob, as a whole, a block ({@code comp=block})
   * or the list of its blocks ({@code comp=blocklist}); 201 means that it is on the disk.
   */
  Future<Void> put(HttpServerRequest request, String fullName) {
    BlobName blob = BlobName.parse(fullName);
    Map<String, String> query = authorised(request, blob);
    return switch (query.getOrDefault("comp", "")) {
      case "block" -> putBlock(request, blob, query);
      case "blocklist" -> commit(request, blob);
      default -> putBlob(request, blob);
    };
  }

  private Map<String, String> authorised(HttpServerRequest request, BlobName blob) {
    String query = request.query() == null ? "" : request.query();
    tokens.require(blob, query);
    return BlobToken.fields(query);
  }

  private Future<Void> putBlock(
      HttpServerRequest request, BlobName blob, Map<String, String> query) {
    String id = BlobBlocks.requireId(query);
    JsonBody.requireLength(request, maxBlobBytes);
    return blobs
        .storeBlock(blob, id, request)
        .compose(nothing -> request.response().setStatusCode(201).end());
  }

  private Future<Void> commit(HttpServerRequest request, BlobName blob) {
    JsonBody.requireLength(request, MAX_LIST_BYTES);
    return request
        .body()
        .compose(body -> blobs.commit(blob, BlobBlocks.listed(body.toString()), maxBlobBytes))
        .compose(nothing -> request.response().setStatusCode(201).end());
  }

  /** Answers which blocks of a blob are here already, to somebody whose connection broke. */
  Future<Void> list(HttpServerRequest request, String fullName) {
    BlobName blob = BlobName.parse(fullName);
    if (!"blocklist".equals(authorised(request, blob).get("comp"))) {
      throw new RefusedException(403, "AuthorizationPermissionMismatch", "blobs are not read here");
    }
    return blobs
        .blocks(blob)
        .compose(
            blocks ->
                request
                    .response()
                    .putHeader("Content-Type", "application/xml")
                    .end(BlobBlocks.xml(blocks)));
  }

  private Future<Void> putBlob(HttpServerRequest request, BlobName blob) {
    if (!"BlockBlob".equals(request.getHeader("x-ms-blob-type"))) {
      throw new RefusedException(
          400, "MissingRequiredHeader", "the header x-ms-blob-type must be BlockBlob");
    }
    JsonBody.requireLength(request, maxBlobBytes);
    return blobs
        .store(blob, request)
        .compose(nothing -> request.response().setStatusCode(201).end());
  }

  /** Ends the upload that {@code {"correlationId","isSuccess",..}} names. */
  Future<Void> end(HttpServerRequest request, DeviceId device) {
    return JsonBody.read(request, MAX_JSON_BYTES)
        .compose(
            body -> {
              String correlationId = JsonBody.text(body, "correlationId");
              active.end(correlationId, device);
              if (!Boolean.TRUE.equals(body.getValue("isSuccess"))) {
                logFailure(device, correlationId, body);
              }
              return JsonBody.sendNothing(request);
            });
  }

  private static void logFailure(DeviceId device, String correlationId, JsonObject body) {
    String what =
        "device %s reports that its upload %s failed: %s %s"
            .formatted(
                device,
                correlationId,
                body.getValue("statusCode"),
                body.getValue("statusDescription"));
    LOG.log(Level.WARNING, () -> LogText.of(what));
  }
}
