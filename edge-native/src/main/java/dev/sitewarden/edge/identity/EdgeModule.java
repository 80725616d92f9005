package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A module under IoT Edge. It speaks to IoT Edge's own hub on the device, which passes on what the
 * module may say; it owns no key, the daemon signs for it.
 *
 * @param gateway where the device's own hub listens; empty if the module speaks to the hub itself
 * @param generation of the module's identity; a removed and recreated module has another
 */
public record EdgeModule(
    String hostName,
    DeviceId device,
    String name,
    Optional<String> gateway,
    String generation,
    Workload workload)
    implements HubIdentity {
  private static final String PREFIX = "IOTEDGE_";
  private static final String OLDEST_API = "2018-06-28";

  /**
   * Reads what IoT Edge sets in each module's environment; empty if this is no module.
   *
   * @throws IllegalArgumentException if something is missing, in one sentence for people
   */
  public static Optional<EdgeModule> of(Map<String, String> environment) {
    if (!environment.containsKey(PREFIX + "WORKLOADURI")) {
      return Optional.empty();
    }
    String scheme = environment.getOrDefault(PREFIX + "AUTHSCHEME", "sasToken");
    if (!scheme.equalsIgnoreCase("sasToken")) {
      throw new IllegalArgumentException(
          "IOTEDGE_AUTHSCHEME must be sasToken, got '%s'".formatted(scheme));
    }
    return Optional.of(
        new EdgeModule(
            require(environment, "IOTHUBHOSTNAME"),
            new DeviceId(require(environment, "DEVICEID")),
            require(environment, "MODULEID"),
            Optional.ofNullable(environment.get(PREFIX + "GATEWAYHOSTNAME"))
                .filter(gateway -> !gateway.isBlank()),
            require(environment, "MODULEGENERATIONID"),
            Workload.of(
                require(environment, "WORKLOADURI"),
                environment.getOrDefault(PREFIX + "APIVERSION", OLDEST_API))));
  }

  private static String require(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(PREFIX + name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "IOTEDGE_WORKLOADURI is set and %s%s is not; IoT Edge sets both in a module's environment"
              .formatted(PREFIX, name));
    }
    return value;
  }

  @Override
  public Optional<String> module() {
    return Optional.of(name);
  }

  @Override
  public String host() {
    return gateway.orElse(hostName);
  }

  @Override
  public Optional<String> token(Instant now) {
    return Optional.of(AccessToken.of(this, now, text -> workload.sign(name, generation, text)));
  }

  @Override
  public Optional<String> trustBundle() {
    return Optional.of(workload.trustBundle());
  }

  @Override
  public String remedy() {
    return "check that the deployment still has it, and this machine's clock";
  }
}
