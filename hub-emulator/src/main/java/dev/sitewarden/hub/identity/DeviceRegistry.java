package dev.sitewarden.hub.identity;

import dev.sitewarden.domain.site.DeviceId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The devices and modules that the hub knows, kept in {@code devices.json}: {@code
 * {"devices":[{"id","status":"enabled|disabled","key"}]}}. Each one's connection string lies in
 * {@code connections/}. All of it is for the owner's eyes only.
 *
 * <p>Any thread may read; changes block, and one thread makes them.
 */
public final class DeviceRegistry {
  private final Path folder;
  private final ConnectionFiles connections;
  private volatile Map<IdentityId, DeviceIdentity> identities;

  private DeviceRegistry(Path folder, Map<IdentityId, DeviceIdentity> identities) {
    this.folder = folder;
    this.connections = new ConnectionFiles(folder.resolve("connections"));
    this.identities = identities;
  }

  /**
   * Reads the registry, enrols the wanted devices that it lacks, and writes what changed.
   *
   * @param wanted get keys
   * @param certified prove themselves with a certificate of the hub's authority
   * @throws IllegalArgumentException if {@code devices.json} is not a registry
   */
  public static DeviceRegistry open(
      Path folder,
      Collection<DeviceId> wanted,
      Collection<DeviceId> certified,
      RandomGenerator random) {
    PrivateFile.createFolder(folder);
    Path file = folder.resolve("devices.json");
    Map<IdentityId, DeviceIdentity> known = Files.exists(file) ? read(file) : Map.of();
    Map<IdentityId, DeviceIdentity> grown = new LinkedHashMap<>(known);
    certified.forEach(
        device -> grown.computeIfAbsent(IdentityId.of(device), DeviceIdentity::certified));
    wanted.forEach(
        device ->
            grown.computeIfAbsent(
                IdentityId.of(device), id -> DeviceIdentity.withKeys(id, random)));
    DeviceRegistry registry = new DeviceRegistry(folder, known);
    if (grown.size() > known.size()) {
      registry.keep(grown);
    }
    registry.identities.values().forEach(registry.connections::write);
    return registry;
  }

  /** The device or module of that name, if the hub knows it. */
  public Optional<DeviceIdentity> find(IdentityId id) {
    return Optional.ofNullable(identities.get(id));
  }

  /** The same, or 404. */
  public DeviceIdentity get(IdentityId id) {
    return find(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    id.module().isPresent() ? "ModuleNotFound" : "DeviceNotFound",
                    "the hub knows no identity " + id));
  }

  /** All of them, in the order of their enrolment. */
  public List<DeviceIdentity> all() {
    return List.copyOf(identities.values());
  }

  /** The identity and, if it is a device, its modules. */
  public List<IdentityId> with(IdentityId id) {
    return identities.keySet().stream()
        .filter(i -> i.equals(id) || IdentityId.of(i.device()).equals(id))
        .toList();
  }

  /** Adds an identity; 409 if there is one of that name, 404 if a module's device is missing. */
  public DeviceIdentity add(DeviceIdentity identity) {
    IdentityId id = identity.id();
    if (identities.containsKey(id)) {
      throw new RefusedException(
          409,
          id.module().isPresent() ? "ModuleAlreadyExistsOnDevice" : "DeviceAlreadyExists",
          "there is an identity %s already".formatted(id));
    }
    if (id.module().isPresent()) {
      get(IdentityId.of(id.device()));
    }
    put(identity);
    return identity;
  }

  /** Changes an identity; 404 if it is missing, and whatever the change throws. */
  public DeviceIdentity update(IdentityId id, UnaryOperator<DeviceIdentity> change) {
    DeviceIdentity identity = change.apply(get(id));
    put(identity);
    return identity;
  }

  /** Removes an identity, and with a device its modules; gives the names that are gone. */
  public List<IdentityId> remove(IdentityId id, String etag) {
    get(id).requireMatch(etag);
    Map<IdentityId, DeviceIdentity> rest = new LinkedHashMap<>(identities);
    List<IdentityId> gone = with(id);
    gone.forEach(rest::remove);
    keep(rest);
    gone.forEach(connections::delete);
    return gone;
  }

  private void put(DeviceIdentity identity) {
    Map<IdentityId, DeviceIdentity> more = new LinkedHashMap<>(identities);
    more.put(identity.id(), identity);
    keep(more);
    connections.write(identity);
  }

  private void keep(Map<IdentityId, DeviceIdentity> next) {
    JsonArray devices = new JsonArray();
    next.values().forEach(identity -> devices.add(IdentityText.write(identity)));
    PrivateFile.write(
        folder.resolve("devices.json"), new JsonObject().put("devices", devices).encode() + "\n");
    identities = next;
  }

  private static Map<IdentityId, DeviceIdentity> read(Path file) {
    try {
      Map<IdentityId, DeviceIdentity> identities = new LinkedHashMap<>();
      for (Object entry : new JsonObject(PrivateFile.read(file)).getJsonArray("devices")) {
        DeviceIdentity identity = IdentityText.read((JsonObject) entry);
        identities.put(identity.id(), identity);
      }
      return identities;
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      throw new IllegalArgumentException(
          "%s must hold {\"devices\":[{\"id\",\"status\",\"key\"}]}, it does not (%s); mend it, or delete it to enrol the devices anew"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
