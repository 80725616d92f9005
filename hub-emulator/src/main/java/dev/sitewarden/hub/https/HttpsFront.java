package dev.sitewarden.hub.https;

import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.LogText;
import dev.sitewarden.hub.identity.RefusedException;
import dev.sitewarden.hub.identity.ServerTls;
import dev.sitewarden.hub.identity.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** The hub's HTTPS port. Errors look like IoT Hub's: {@code {"Message":"ErrorCode:..;.."}}. */
public final class HttpsFront {
  private static final long LINGER_MILLIS = 1000;
  private static final Logger LOG = System.getLogger(HttpsFront.class.getName());

  private final Vertx vertx;
  private final List<HttpsRoutes> routes;

  /** Serves these routes; the first that takes a request answers it. */
  public HttpsFront(Vertx vertx, List<HttpsRoutes> routes) {
    this.vertx = vertx;
    this.routes = List.copyOf(routes);
  }

  /** Listens on loopback (0 takes any free port); gives the port. */
  public Future<Integer> listen(int port, TlsFiles tls) {
    HttpServerOptions options = new HttpServerOptions().setHost(HubNames.LOOPBACK).setPort(port);
    ServerTls.configure(options, tls);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .invalidRequestHandler(this::refuseInvalid)
        .listen()
        .map(HttpServer::actualPort);
  }

  private void handle(HttpServerRequest request) {
    Future.succeededFuture(request)
        .compose(this::route)
        .onFailure(e -> answerError(request, refusal(e)));
  }

  /** What is no HTTP, or has too long a line or header, is answered in words too. */
  private void refuseInvalid(HttpServerRequest request) {
    String why = String.valueOf(request.decoderResult().cause().getMessage());
    answerError(
        request,
        new RefusedException(400, "ArgumentInvalid", "the hub cannot read the request: " + why));
  }

  private Future<Void> route(HttpServerRequest request) {
    RequestPath path = RequestPath.parse(request.path());
    for (HttpsRoutes route : routes) {
      Optional<Future<Void>> answer = route.answer(request, path);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new RefusedException(
        404,
        "NotFound",
        "the hub answers the device and service requests of IoT Hub, not %s %s"
            .formatted(request.method(), request.path()));
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
    request
        .response()
        .setStatusCode(refused.status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Connection", "close") // the rest of the body is not worth reading
        .end(body(refused).toBuffer())
        .onComplete(done -> closeAfterTheBody(request));
  }

  /** Errors that have a number are JSON within the text, as IoT Hub's gateway writes them. */
  private static JsonObject body(RefusedException refused) {
    String message = "ErrorCode:%s;%s".formatted(refused.code(), refused.getMessage());
    if (refused.code().matches("[0-9]+")) {
      message =
          new JsonObject()
              .put("errorCode", Integer.valueOf(refused.code()))
              .put("message", refused.getMessage())
              .encode();
    }
    return new JsonObject().put("Message", message).put("ExceptionMessage", "");
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
