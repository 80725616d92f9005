package dev.sitewarden.hub.identity;

import dev.sitewarden.domain.site.DeviceId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The devices that the hub knows, kept in {@code devices.json}: {@code {"devices":[{"id","status":
 * "enabled|disabled","key"}]}}. Each device's connection string lies in {@code
 * connections/<device>.txt}. Both are for the owner's eyes only.
 */
public final class DeviceRegistry {
  private final Map<String, DeviceIdentity> identities;

  private DeviceRegistry(Map<String, DeviceIdentity> identities) {
    this.identities = identities;
  }

  /**
   * Reads the registry, enrols the wanted devices that it lacks, and writes what changed.
   *
   * @throws IllegalArgumentException if {@code devices.json} is not a registry
   */
  public static DeviceRegistry open(
      Path folder, Collection<DeviceId> wanted, RandomGenerator random) {
    PrivateFile.createFolder(folder);
    Path file = folder.resolve("devices.json");
    Map<String, DeviceIdentity> identities =
        Files.exists(file) ? read(file) : new LinkedHashMap<>();
    boolean grew = false;
    for (DeviceId id : wanted) {
      grew |=
          identities.putIfAbsent(
                  id.value(),
                  new DeviceIdentity(IdentityId.of(id), true, DeviceKey.generate(random)))
              == null;
    }
    if (grew) {
      PrivateFile.write(file, text(identities.values()));
    }
    writeConnections(folder.resolve("connections"), identities.values());
    return new DeviceRegistry(identities);
  }

  /** The device of that name, if the hub knows it. */
  Optional<DeviceIdentity> find(IdentityId id) {
    return Optional.ofNullable(identities.get(id.toString()));
  }

  private static void writeConnections(Path folder, Collection<DeviceIdentity> identities) {
    PrivateFile.createFolder(folder);
    for (DeviceIdentity identity : identities) {
      Path file = folder.resolve(identity.id() + ".txt");
      String line = identity.connectionString() + "\n";
      if (!Files.exists(file) || !PrivateFile.read(file).equals(line)) {
        PrivateFile.write(file, line);
      }
    }
  }

  private static Map<String, DeviceIdentity> read(Path file) {
    try {
      Map<String, DeviceIdentity> identities = new LinkedHashMap<>();
      for (Object entry : new JsonObject(PrivateFile.read(file)).getJsonArray("devices")) {
        DeviceIdentity identity = identity((JsonObject) entry);
        identities.put(identity.id().toString(), identity);
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

  private static DeviceIdentity identity(JsonObject json) {
    return new DeviceIdentity(
        IdentityId.parse(json.getString("id")),
        json.getString("status").equals("enabled"),
        DeviceKey.ofBase64(json.getString("key")));
  }

  private static String text(Collection<DeviceIdentity> identities) {
    JsonArray devices = new JsonArray();
    for (DeviceIdentity identity : identities) {
      devices.add(
          new JsonObject()
              .put("id", identity.id().toString())
              .put("status", identity.enabled() ? "enabled" : "disabled")
              .put("key", identity.key().base64()));
    }
    return new JsonObject().put("devices", devices).encode() + "\n";
  }
}
