package dev.sitewarden.hub.upload;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.Authenticator;
import dev.sitewarden.hub.identity.Authenticator.Admission;
import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.identity.PercentText;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The hub's HTTPS port: {@code POST /devices/{d}/files} gives a blob's address and token, {@code
 * PUT /blobs/{d}/{path}} takes the bytes, {@code POST /devices/{d}/files/notifications} reports the
 * end. Nothing can be read here. Errors look like IoT Hub's: {@code {"Message":"ErrorCode:..;.."}}.
 */
public final class UploadFront {
  private static final long LINGER_MILLIS = 1000;
  private static final Logger LOG = System.getLogger(UploadFront.class.getName());

  private final Vertx vertx;
  private final Authenticator authenticator;
  private final FileUploads uploads;

  /** Serves the uploads to devices that the authenticator admits. */
  public UploadFront(Vertx vertx, Authenticator authenticator, FileUploads uploads) {
    this.vertx = vertx;
    this.authenticator = authenticator;
    this.uploads = uploads;
  }

  /** Listens on loopback (0 takes any free port); gives the port. */
  public Future<Integer> listen(int port, TlsFiles tls) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(HubNames.LOOPBACK)
            .setPort(port)
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString()));
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .listen()
        .map(HttpServer::actualPort);
  }

  private void handle(HttpServerRequest request) {
    Future.succeededFuture(request)
        .compose(this::route)
        .onFailure(e -> answerError(request, refusal(e)));
  }

  private Future<Void> route(HttpServerRequest request) {
    String[] parts = request.path().split("/", -1);
    boolean post = request.method().equals(HttpMethod.POST);
    boolean files = parts.length >= 4 && parts[1].equals("devices") && parts[3].equals("files");
    if (post && files && parts.length == 4) {
      return uploads.begin(request, device(request, parts[2]));
    }
    if (post && files && parts.length == 5 && parts[4].equals("notifications")) {
      return uploads.end(request, device(request, parts[2]));
    }
    String container = "/" + FileUploads.CONTAINER + "/";
    if (request.method().equals(HttpMethod.PUT) && request.path().startsWith(container)) {
      return uploads.put(request, PercentText.decode(request.path().substring(container.length())));
    }
    throw new RefusedException(
        404,
        "NotFound",
        "the hub takes POST /devices/{device}/files, POST /devices/{device}/files/notifications and PUT %s{device}/{path}, got %s %s"
            .formatted(container, request.method(), request.path()));
  }

  private DeviceId device(HttpServerRequest request, String part) {
    String token = request.getHeader("Authorization");
    if (token == null) {
      throw unauthorized("the header Authorization must carry the device's token");
    }
    IdentityId device = IdentityId.of(new DeviceId(PercentText.decode(part)));
    return switch (authenticator.admit(device, token)) {
      case Admission.Granted granted -> granted.id().device();
      case Admission.Refused(String reason) -> throw unauthorized(reason);
    };
  }

  private static RefusedException unauthorized(String reason) {
    return new RefusedException(401, "IotHubUnauthorizedAccess", reason);
  }

  private static RefusedException refusal(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case RefusedException refused -> refused;
      case IllegalArgumentException e -> new RefusedException(400, "ArgumentInvalid", message);
      default -> new RefusedException(500, "ServerError", message);
    };
  }

  private void answerError(HttpServerRequest request, RefusedException refused) {
    String what =
        "%s %s is answered %d: %s"
            .formatted(request.method(), request.path(), refused.status(), refused.getMessage());
    LOG.log(Level.WARNING, () -> LogText.of(what));
    if (request.response().ended() || request.response().closed()) {
      return;
    }
    String message = "ErrorCode:%s;%s".formatted(refused.code(), refused.getMessage());
    request
        .response()
        .setStatusCode(refused.status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Connection", "close") // the rest of the body is not worth reading
        .end(new JsonObject().put("Message", message).toBuffer())
        .onComplete(done -> closeAfterTheBody(request));
  }

  /**
   * Closes when the rest of the body has come, or after a second: a connection that is closed with
   * unread bytes is reset, and its caller may lose the answer.
   */
  private void closeAfterTheBody(HttpServerRequest request) {
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    long patience = vertx.setTimer(LINGER_MILLIS, id -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(patience));
    request.endHandler(
        whole -> {
          vertx.cancelTimer(patience);
          request.connection().close();
        });
    request.handler(rest -> {});
    request.resume();
  }
}
