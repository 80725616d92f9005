package dev.sitewarden.hub;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.functions.QueueBound;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a hub needs to start.
 *
 * @param data the folder that holds {@code hub/} and {@code blobs/}
 * @param mqttPort 0 takes any free port
 * @param httpsPort 0 takes any free port
 * @param provisioningPort of the provisioning service over MQTT; 0 takes any free port
 * @param cloud where the cloud listens, such as {@code http://127.0.0.1:8080}
 * @param function the function that takes telemetry
 * @param devices who is enrolled if the registry lacks them
 * @param certifiedDevices the same, with a certificate that the hub makes, instead of a key
 * @param queueBound what may wait in memory per device while the cloud is away
 * @param maxBlobBytes the largest file that a device may upload
 */
public record HubSettings(
    Path data,
    int mqttPort,
    int httpsPort,
    int provisioningPort,
    URI cloud,
    String function,
    List<DeviceId> devices,
    List<DeviceId> certifiedDevices,
    QueueBound queueBound,
    long maxBlobBytes) {
  /** A thousand messages are minutes of a busy camera; the bytes bound 64 of the largest. */
  public static final QueueBound QUEUE_BOUND = new QueueBound(1000, 16 * 1024 * 1024);

  /** A quarter of an hour of 1080p H.264 is less. */
  public static final long MAX_BLOB_BYTES = 256L * 1024 * 1024;

  public HubSettings {
    requirePort("mqtt-port", mqttPort);
    requirePort("https-port", httpsPort);
    requirePort("dps-port", provisioningPort);
    boolean http = "http".equals(cloud.getScheme()) || "https".equals(cloud.getScheme());
    if (!http || cloud.getHost() == null) {
      throw new IllegalArgumentException(
          "cloud must be an address such as http://127.0.0.1:8080, got '%s'".formatted(cloud));
    }
    devices = List.copyOf(devices);
    certifiedDevices = List.copyOf(certifiedDevices);
  }

  /** A hub for devices with keys. */
  public HubSettings(
      Path data,
      int mqttPort,
      int httpsPort,
      URI cloud,
      String function,
      List<DeviceId> devices,
      QueueBound queueBound,
      long maxBlobBytes) {
    this(
        data,
        mqttPort,
        httpsPort,
        0,
        cloud,
        function,
        devices,
        List.of(),
        queueBound,
        maxBlobBytes);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "%s must be 0 (any free port) or 1..65535, got %d".formatted(name, port));
    }
  }
}
