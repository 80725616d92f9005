package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.DiskThread;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Configurations, and content for one device. After every change of a configuration, each IoT Edge
 * device is brought to what the deployments now say, at once. A device whose tags change later is
 * brought there by the next change of a configuration; IoT Hub looks every five minutes.
 */
public final class ConfigurationResource {
  private static final int MAX_BODY_BYTES = 192 * 1024;

  private final Configurations configurations;
  private final DeviceRegistry registry;
  private final TwinResource twins;
  private final Deployer deployer;
  private final DiskThread disk;

  /** Keeps configurations, and deploys them to registered devices. */
  public ConfigurationResource(
      Configurations configurations,
      DeviceRegistry registry,
      TwinResource twins,
      Deployer deployer,
      DiskThread disk) {
    this.configurations = configurations;
    this.registry = registry;
    this.twins = twins;
    this.deployer = deployer;
    this.disk = disk;
  }

  Future<Void> get(HttpServerRequest request, List<String> names) {
    return disk.run(() -> configurations.get(names.getFirst()))
        .compose(json -> JsonBody.send(request, 200, json));
  }

  Future<Void> list(HttpServerRequest request, List<String> names) {
    String top = request.getParam("top");
    long most = top == null ? Long.MAX_VALUE : Long.parseLong(top);
    return disk.run(configurations::list)
        .compose(
            all -> JsonBody.send(request, 200, new JsonArray(all.stream().limit(most).toList())));
  }

  /** Without If-Match the configuration is new, with it one is changed. */
  Future<Void> put(HttpServerRequest request, List<String> names) {
    String etag = request.getHeader("If-Match");
    String id = names.getFirst();
    return JsonBody.read(request, MAX_BODY_BYTES)
        .compose(
            body ->
                disk.run(
                    () ->
                        etag == null
                            ? configurations.create(id, body)
                            : configurations.replace(id, etag, body)))
        .compose(json -> reconcile().compose(done -> JsonBody.send(request, 200, json)));
  }

  Future<Void> delete(HttpServerRequest request, List<String> names) {
    return disk.<Void>run(
            () -> {
              configurations.delete(names.getFirst());
              return null;
            })
        .compose(done -> reconcile())
        .compose(done -> JsonBody.sendNothing(request));
  }

  /** {@code {"modulesContent":{..}}} for one device, at once and once. */
  Future<Void> apply(HttpServerRequest request, List<String> names) {
    DeviceIdentity device = registry.get(Names.identity(names));
    return JsonBody.read(request, MAX_BODY_BYTES)
        .map(
            body ->
                Deployment.of(JsonBody.object(body, "modulesContent").orElseGet(JsonObject::new)))
        .compose(deployment -> deployer.deploy(device.id().device(), deployment))
        .compose(done -> JsonBody.sendNothing(request));
  }

  /** Brings every IoT Edge device to what the deployments say now. */
  Future<Void> reconcile() {
    List<DeviceIdentity> devices =
        registry.all().stream()
            .filter(identity -> identity.isEdge() && identity.id().module().isEmpty())
            .toList();
    return disk.run(configurations::list)
        .compose(all -> Future.all(devices.stream().map(device -> reconcile(device, all)).toList()))
        .mapEmpty();
  }

  private Future<Void> reconcile(DeviceIdentity device, List<JsonObject> all) {
    return twins
        .document(device)
        .compose(
            twin ->
                Deployment.of(twin, all)
                    .map(deployment -> deployer.deploy(device.id().device(), deployment))
                    .orElseGet(Future::succeededFuture));
  }
}
