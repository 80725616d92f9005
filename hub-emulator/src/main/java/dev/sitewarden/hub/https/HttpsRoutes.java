package dev.sitewarden.hub.https;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The requests of one kind that the hub answers. */
public interface HttpsRoutes {
  /**
   * Answers the request, or gives nothing if it is not of this kind. What it throws or fails with
   * is answered as an error.
   *
   * @param path the path's parts, decoded, without the first slash
   */
  Optional<Future<Void>> answer(HttpServerRequest request, RequestPath path);
}
