package dev.sitewarden.hub.registry;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.DiskThread;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.telemetry.Sessions;
import dev.sitewarden.hub.twin.Twins;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Identities of devices and modules. One that is removed or disabled loses its connection; its twin
 * goes with it.
 */
public final class IdentityResource {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_LISTED = 1000;

  private final DeviceRegistry registry;
  private final Twins twins;
  private final Sessions sessions;
  private final DiskThread disk;
  private final RandomGenerator random;

  /** Changes this registry; the generator must be cryptographically strong. */
  public IdentityResource(
      DeviceRegistry registry,
      Twins twins,
      Sessions sessions,
      DiskThread disk,
      RandomGenerator random) {
    this.registry = registry;
    this.twins = twins;
    this.sessions = sessions;
    this.disk = disk;
    this.random = random;
  }

  Future<Void> get(HttpServerRequest request, List<String> names) {
    return JsonBody.send(request, 200, json(registry.get(Names.identity(names))));
  }

  Future<Void> list(HttpServerRequest request, List<String> names) {
    int top =
        request.getParam("top") == null ? MAX_LISTED : Integer.parseInt(request.getParam("top"));
    return JsonBody.send(request, 200, array(devices().limit(top)));
  }

  Future<Void> listModules(HttpServerRequest request, List<String> names) {
    DeviceId device = registry.get(Names.identity(names)).id().device();
    return JsonBody.send(
        request,
        200,
        array(
            registry.all().stream()
                .filter(i -> i.id().device().equals(device) && i.id().module().isPresent())));
  }

  Future<Void> statistics(HttpServerRequest request, List<String> names) {
    long enabled = devices().filter(DeviceIdentity::enabled).count();
    return JsonBody.send(
        request,
        200,
        new JsonObject()
            .put("totalDeviceCount", devices().count())
            .put("enabledDeviceCount", enabled)
            .put("disabledDeviceCount", devices().count() - enabled));
  }

  /** Without If-Match the identity is new, with it one is changed. */
  Future<Void> put(HttpServerRequest request, List<String> names) {
    IdentityId id = Names.identity(names);
    String etag = request.getHeader("If-Match");
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(body -> disk.run(() -> etag == null ? add(id, body) : update(id, etag, body)))
        .compose(
            identity -> {
              if (!identity.enabled()) {
                registry.with(id).forEach(i -> sessions.drop(i, "the identity is disabled"));
              }
              return JsonBody.send(request, 200, json(identity));
            });
  }

  private DeviceIdentity add(IdentityId id, JsonObject body) {
    return registry.add(
        new DeviceIdentity(
            id,
            IdentityJson.isEnabled(body),
            IdentityJson.authentication(body, random),
            Long.toString(random.nextLong(Long.MAX_VALUE)),
            1,
            IdentityJson.isEdge(body)));
  }

  private DeviceIdentity update(IdentityId id, String etag, JsonObject body) {
    return registry.update(
        id,
        old -> {
          old.requireMatch(etag);
          return new DeviceIdentity(
              id,
              IdentityJson.isEnabled(body),
              IdentityJson.authentication(body, random),
              old.generation(),
              old.revision() + 1,
              IdentityJson.isEdge(body));
        });
  }

  Future<Void> delete(HttpServerRequest request, List<String> names) {
    IdentityId id = Names.identity(names);
    String header = request.getHeader("If-Match");
    return disk.run(() -> registry.remove(id, header == null ? "*" : header))
        .compose(
            gone -> {
              gone.forEach(i -> sessions.drop(i, "the identity was removed"));
              return Future.all(gone.stream().map(twins::remove).toList());
            })
        .compose(done -> JsonBody.sendNothing(request));
  }

  private Stream<DeviceIdentity> devices() {
    return registry.all().stream().filter(identity -> identity.id().module().isEmpty());
  }

  private JsonArray array(Stream<DeviceIdentity> identities) {
    return new JsonArray(identities.map(this::json).toList());
  }

  private JsonObject json(DeviceIdentity identity) {
    return IdentityJson.write(identity, sessions.find(identity.id()).isPresent());
  }
}
