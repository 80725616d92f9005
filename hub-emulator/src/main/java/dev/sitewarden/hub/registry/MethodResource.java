package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.methods.DirectMethods;
import dev.sitewarden.hub.methods.MethodCall;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** {@code POST /twins/{d}[/modules/{m}]/methods}: calls a method and answers what it answered. */
public final class MethodResource {
  private static final int MAX_BODY_BYTES = 192 * 1024;
  private static final int USUAL_LIMIT_SECONDS = 30;

  private final DeviceRegistry registry;
  private final DirectMethods methods;

  /** Calls methods of registered identities. */
  public MethodResource(DeviceRegistry registry, DirectMethods methods) {
    this.registry = registry;
    this.methods = methods;
  }

  Future<Void> invoke(HttpServerRequest request, List<String> names) {
    DeviceIdentity identity = registry.get(Names.identity(names));
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(body -> methods.invoke(identity.id(), call(body)))
        .compose(
            answer ->
                JsonBody.send(
                    request,
                    200,
                    new JsonObject()
                        .put("status", answer.status())
                        .put("payload", answer.payload())));
  }

  private static MethodCall call(JsonObject body) {
    return new MethodCall(
        JsonBody.text(body, "methodName"),
        Json.encodeToBuffer(body.getValue("payload")),
        seconds(body, "connectTimeoutInSeconds", 0),
        seconds(body, "responseTimeoutInSeconds", USUAL_LIMIT_SECONDS));
  }

  private static Duration seconds(JsonObject body, String name, int otherwise) {
    return switch (body.getValue(name)) {
      case null -> Duration.ofSeconds(otherwise);
      case Integer seconds -> Duration.ofSeconds(seconds);
      default -> throw new IllegalArgumentException("'%s' must be whole seconds".formatted(name));
    };
  }
}
