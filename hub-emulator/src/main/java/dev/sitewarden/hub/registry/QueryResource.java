package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * {@code SELECT * FROM devices|devices.modules [WHERE ..]}, page by page. The twins are read from
 * the disk one after the other: right for the tens of devices of one machine.
 */
public final class QueryResource {
  private static final int MAX_BODY_BYTES = 16 * 1024;
  private static final int MAX_PAGE = 100;

  private final DeviceRegistry registry;
  private final TwinResource twins;

  /** Asks the registry's twins. */
  public QueryResource(DeviceRegistry registry, TwinResource twins) {
    this.registry = registry;
    this.twins = twins;
  }

  Future<Void> query(HttpServerRequest request, List<String> names) {
    int start = number(request, "x-ms-continuation", 0);
    int most = Math.clamp(number(request, "x-ms-max-item-count", MAX_PAGE), 1, MAX_PAGE);
    return JsonBody.read(request, MAX_BODY_BYTES)
        .map(body -> TwinQuery.parse(JsonBody.text(body, "query")))
        .compose(this::matching)
        .compose(found -> page(request, found, start, most));
  }

  private Future<List<JsonObject>> matching(TwinQuery query) {
    List<Future<JsonObject>> documents =
        registry.all().stream()
            .filter(identity -> identity.id().module().isPresent() == query.ofModules())
            .map(this::document)
            .toList();
    return Future.all(documents)
        .map(all -> all.<JsonObject>list().stream().filter(query.condition()::holds).toList());
  }

  private Future<JsonObject> document(DeviceIdentity identity) {
    return twins.document(identity);
  }

  private static Future<Void> page(
      HttpServerRequest request, List<JsonObject> found, int start, int most) {
    int end = Math.min(found.size(), start + most);
    if (end < found.size()) {
      request.response().putHeader("x-ms-continuation", String.valueOf(end));
    }
    request.response().putHeader("x-ms-item-type", "Twin");
    return JsonBody.send(request, 200, new JsonArray(found.subList(Math.min(start, end), end)));
  }

  private static int number(HttpServerRequest request, String header, int otherwise) {
    String text = request.getHeader(header);
    return text == null || text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
