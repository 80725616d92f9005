package dev.sitewarden.hub.registry;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.Authentication;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.DiskThread;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.ModuleId;
import dev.sitewarden.hub.twin.TwinChange;
import dev.sitewarden.hub.twin.Twins;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Brings a device's modules to what a deployment says: identities that are missing are made,
 * desired properties that differ are replaced. A module that no deployment names any more stays as
 * it is.
 */
public final class Deployer {
  private final DeviceRegistry registry;
  private final Twins twins;
  private final DiskThread disk;
  private final RandomGenerator random;

  /** Deploys to registered devices; the generator must be cryptographically strong. */
  public Deployer(DeviceRegistry registry, Twins twins, DiskThread disk, RandomGenerator random) {
    this.registry = registry;
    this.twins = twins;
    this.disk = disk;
    this.random = random;
  }

  Future<Void> deploy(DeviceId device, Deployment deployment) {
    List<IdentityId> modules =
        deployment.modules().stream().map(module -> IdentityId.of(device, module)).toList();
    return disk.run(
            () -> {
              modules.stream().filter(id -> registry.find(id).isEmpty()).forEach(this::add);
              return modules;
            })
        .compose(
            added ->
                Future.all(
                    deployment.desired().entrySet().stream()
                        .map(entry -> set(device, entry.getKey(), entry.getValue()))
                        .toList()))
        .mapEmpty();
  }

  private void add(IdentityId id) {
    registry.add(
        new DeviceIdentity(
            id,
            true,
            Authentication.SymmetricKeys.generate(random),
            Long.toString(random.nextLong(Long.MAX_VALUE)),
            1,
            false));
  }

  private Future<Void> set(DeviceId device, ModuleId module, JsonObject desired) {
    IdentityId id = IdentityId.of(device, module);
    return twins
        .get(id)
        .compose(
            twin ->
                twin.desired().equals(desired)
                    ? Future.succeededFuture(twin)
                    : twins.change(
                        id,
                        new TwinChange.Replacement(Optional.empty(), Optional.of(desired)),
                        Optional.empty()))
        .mapEmpty();
  }
}
