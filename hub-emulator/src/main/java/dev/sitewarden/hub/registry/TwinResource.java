package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.telemetry.Sessions;
import dev.sitewarden.hub.twin.Twin;
import dev.sitewarden.hub.twin.TwinChange;
import dev.sitewarden.hub.twin.Twins;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Twins of devices and modules, read and changed by the service side. */
public final class TwinResource {
  // Twice what a twin may hold, so that a slightly too large change is refused with a sentence.
  private static final int MAX_BODY_BYTES = 192 * 1024;

  private final DeviceRegistry registry;
  private final Twins twins;
  private final Sessions sessions;

  /** Serves the twins of registered identities. */
  public TwinResource(DeviceRegistry registry, Twins twins, Sessions sessions) {
    this.registry = registry;
    this.twins = twins;
    this.sessions = sessions;
  }

  Future<Void> get(HttpServerRequest request, List<String> names) {
    DeviceIdentity identity = registry.get(Names.identity(names));
    return document(identity).compose(json -> JsonBody.send(request, 200, json));
  }

  Future<Void> patch(HttpServerRequest request, List<String> names) {
    return change(
        request, names, body -> new TwinChange.Patch(JsonBody.object(body, "tags"), desired(body)));
  }

  /** What the body leaves out is emptied. */
  Future<Void> replace(HttpServerRequest request, List<String> names) {
    return change(
        request,
        names,
        body ->
            new TwinChange.Replacement(
                Optional.of(JsonBody.object(body, "tags").orElseGet(JsonObject::new)),
                Optional.of(desired(body).orElseGet(JsonObject::new))));
  }

  private Future<Void> change(
      HttpServerRequest request, List<String> names, Function<JsonObject, TwinChange> reader) {
    DeviceIdentity identity = registry.get(Names.identity(names));
    Optional<String> etag = Optional.ofNullable(request.getHeader("If-Match"));
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(body -> twins.change(identity.id(), reader.apply(body), etag))
        .compose(twin -> JsonBody.send(request, 200, document(identity, twin)));
  }

  private static Optional<JsonObject> desired(JsonObject body) {
    return JsonBody.object(body, "properties")
        .flatMap(properties -> JsonBody.object(properties, "desired"));
  }

  /** The identity's twin as the REST interface writes it. */
  Future<JsonObject> document(DeviceIdentity identity) {
    return twins.get(identity.id()).map(twin -> document(identity, twin));
  }

  private JsonObject document(DeviceIdentity identity, Twin twin) {
    IdentityId id = identity.id();
    JsonObject json = new JsonObject().put("deviceId", id.device().value());
    id.module().ifPresent(module -> json.put("moduleId", module.value()));
    boolean connected = sessions.find(id).isPresent();
    return json.put("etag", twin.etag())
        .put("deviceEtag", identity.etag())
        .put("status", identity.enabled() ? "enabled" : "disabled")
        .put("statusUpdateTime", IdentityJson.NEVER)
        .put("connectionState", connected ? "Connected" : "Disconnected")
        .put("lastActivityTime", IdentityJson.NEVER)
        .put("cloudToDeviceMessageCount", 0)
        .put("authenticationType", IdentityJson.type(identity.authentication()))
        .put("version", twin.version())
        .put("tags", twin.tags())
        .put("properties", twin.properties())
        .put("capabilities", new JsonObject().put("iotEdge", identity.isEdge()));
  }
}
