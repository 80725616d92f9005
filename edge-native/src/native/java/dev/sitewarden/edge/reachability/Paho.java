package dev.sitewarden.edge.reachability;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What the MQTT client looks up: itself by configurable names, its transports as services. */
final class Paho {
  static final String TRANSPORTS =
      "META-INF/services/org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory";

  private static final String PACKAGE = "org.eclipse.paho.client.mqttv3.";

  private Paho() {}

  static Stream<ReachableType> types() {
    String reason = "Paho makes its logger and its catalogue of messages by name";
    return Stream.concat(
        Stream.of("logging.JSR47Logger", "internal.ResourceBundleCatalog")
            .map(name -> ReachableType.fromJava(PACKAGE + name, reason, Member.constructor())),
        new String(ClassPath.bytes(TRANSPORTS), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Paho::transport));
  }

  private static ReachableType transport(String name) {
    return ReachableType.fromJava(
        name.strip(), "Paho finds its transports as services", Member.constructor());
  }

  static Stream<ReachableResource> resources() {
    String texts = "Paho's texts for errors and for its log";
    return Stream.of(
        ReachableResource.file(TRANSPORTS, "Paho finds its transports as services"),
        ReachableResource.bundle(PACKAGE + "internal.nls.logcat", texts),
        ReachableResource.bundle(PACKAGE + "internal.nls.messages", texts));
  }
}
