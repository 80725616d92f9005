package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.identity.ServicePolicy.Right;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * One kind of request.
 *
 * @param method such as {@code GET}
 * @param pattern the path with {@code {}} for names
 * @param right what its token must grant
 */
record Route(String method, String pattern, Right right, Handler handler) {
  /** Answers the request; the names are what stood at the pattern's braces. */
  @FunctionalInterface
  interface Handler {
    Future<Void> answer(HttpServerRequest request, List<String> names);
  }
}
