package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.ModuleId;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.identity.HubIdentity;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the hub is and how it is known.
 *
 * @param identity who this process is there
 * @param authority PEM file of the only certificate authorities that are trusted; without it the
 *     identity says
 * @param gateway name or address that is connected to instead of the identity's own hub; the
 *     certificate shown there must be for it
 * @param mqttPort MQTT over TLS
 * @param httpsPort file upload
 * @param blobs where evidence goes instead of the hub's file upload, which modules do not have
 */
public record HubConfig(
    HubIdentity identity,
    Optional<Path> authority,
    Optional<String> gateway,
    int mqttPort,
    int httpsPort,
    Optional<BlobStorageConfig> blobs) {
  public HubConfig {
    requirePort("mqtt-port", mqttPort);
    requirePort("https-port", httpsPort);
    if (gateway.isPresent() && gateway.get().isBlank()) {
      throw new IllegalArgumentException("hub-host must not be blank");
    }
    if (identity.module().isPresent() && blobs.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no file upload at the hub; name the Blob Storage module with --blob-endpoint, --blob-container and --blob-key or --blob-sas"
              .formatted(identity.title()));
    }
  }

  /** A device that uploads to the hub. */
  public HubConfig(HubIdentity identity, Path authority, String host, int mqttPort, int httpsPort) {
    this(
        identity, Optional.of(authority), Optional.of(host), mqttPort, httpsPort, Optional.empty());
  }

  private static void requirePort(String name, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("%s must be 1..65535, got %d".formatted(name, port));
    }
  }

  /** What is connected to; a provisioned device's may change. */
  public String host() {
    return gateway.orElseGet(identity::host);
  }

  public DeviceId device() {
    return identity.device();
  }

  /** Who speaks when the device speaks of itself. */
  public EventSource source() {
    return new EventSource(device(), identity.module().map(ModuleId::new), Optional.empty());
  }
}
