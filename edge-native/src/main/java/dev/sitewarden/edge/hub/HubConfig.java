package dev.sitewarden.edge.hub;

import java.nio.file.Path;

/**
 * Where the hub is and how it is known.
 *
 * @param connection who this device is
 * @param authority PEM file of the one certificate authority that is trusted
 * @param host name or address that is connected to; the hub's certificate must be for it
 * @param mqttPort MQTT over TLS
 * @param httpsPort file upload
 */
public record HubConfig(
    ConnectionString connection, Path authority, String host, int mqttPort, int httpsPort) {
  public HubConfig {
    requirePort("mqtt-port", mqttPort);
    requirePort("https-port", httpsPort);
    if (host.isBlank()) {
      throw new IllegalArgumentException("hub-host must not be blank");
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("%s must be 1..65535, got %d".formatted(name, port));
    }
  }
}
