package dev.sitewarden.hub.https;

import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads and writes requests' and answers' JSON. */
public final class JsonBody {
  private JsonBody() {}

  /** The body as an object; 411 without a length, 413 above the limit, 400 if it is no object. */
  public static Future<JsonObject> read(HttpServerRequest request, long most) {
    requireLength(request, most);
    return request
        .body()
        .map(
            body -> {
              try {
                return new JsonObject(body);
              } catch (DecodeException | ClassCastException e) {
                throw new IllegalArgumentException("the body must be a JSON object", e);
              }
            });
  }

  /** Ends the exchange with a JSON object or array. */
  public static Future<Void> send(HttpServerRequest request, int status, Object json) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(Json.encodeToBuffer(json));
  }

  /** Ends the exchange without a body. */
  public static Future<Void> sendNothing(HttpServerRequest request) {
    return request.response().setStatusCode(204).end();
  }

  /** The text under that name, or 400. */
  public static String text(JsonObject body, String name) {
    if (body.getValue(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("the body must have the text '%s'".formatted(name));
  }

  /** The object under that name, nothing if it is absent or null, or 400. */
  public static Optional<JsonObject> object(JsonObject body, String name) {
    return switch (body.getValue(name)) {
      case null -> Optional.empty();
      case JsonObject object -> Optional.of(object);
      default ->
          throw new IllegalArgumentException("'%s' in the body must be an object".formatted(name));
    };
  }

  /** The text under that name, nothing if it is absent or null, or 400. */
  public static Optional<String> optionalText(JsonObject body, String name) {
    return body.getValue(name) == null ? Optional.empty() : Optional.of(text(body, name));
  }

  /** Refuses a body without a length, and one that says to be longer. */
  public static void requireLength(HttpServerRequest request, long most) {
    String header = request.getHeader("Content-Length");
    if (header == null) {
      throw new RefusedException(
          411, "MissingContentLengthHeader", "the header Content-Length is missing");
    }
    long length = Long.parseLong(header);
    if (length > most) {
      throw new RefusedException(
          413,
          "RequestBodyTooLarge",
          "the body has %d bytes, at most %d are allowed".formatted(length, most));
    }
  }
}
