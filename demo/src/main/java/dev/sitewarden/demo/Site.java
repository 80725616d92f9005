package dev.sitewarden.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One site: a hub, a cloud and one camera's edge, each a process, all below one data folder. */
final class Site implements AutoCloseable {
  static final String DEVICE = "demo-pi";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Path root;
  private final Path data;
  private final Ports ports = Ports.free();
  private final List<Part> parts = new ArrayList<>();
  private boolean closed;

  Site(Path root, Path data) {
    this.root = root;
    this.data = data;
  }

  URI page() {
    return URI.create("http://127.0.0.1:%d/".formatted(ports.cloud()));
  }

  Path data() {
    return data;
  }

  /** Starts hub and cloud side by side and waits until both serve. */
  List<Part> startServices() {
    return startServices(Map.of());
  }

  /** The same, the cloud with settings from its environment. */
  List<Part> startServices(Map<String, String> environment) {
    Part hub =
        start(
            "hub",
            List.of("hub", "--data", data.toString(), "--device", DEVICE),
            List.of("--mqtt-port", "" + ports.mqtt(), "--https-port", "" + ports.https()),
            List.of("--cloud", "http://127.0.0.1:" + ports.cloud()));
    Part cloud = startCloud(environment);
    hub.awaitReady(START_LIMIT);
    return List.of(hub, cloud);
  }

  /** Starts the cloud alone, with settings from its environment, and waits until it serves. */
  Part startCloud(Map<String, String> environment) {
    Part cloud = start("cloud", cloudArguments(), environment);
    cloud.awaitReady(START_LIMIT);
    return cloud;
  }

  private List<String> cloudArguments() {
    return List.of("cloud", "--data", data.toString(), "--port", "" + ports.cloud());
  }

  /** Starts the edge on a clip or camera; {@code extra} options go last. */
  Part startEdge(Camera camera, List<String> extra) {
    return start(
        "edge",
        List.of("edge", "run", "--settings", camera.settings(data).toString()),
        List.of("--device", DEVICE, "--state", data.resolve("edge").toString()),
        List.of("--hub-connection", data.resolve("hub/connections/" + DEVICE + ".txt").toString()),
        List.of("--hub-ca", data.resolve("hub/ca.pem").toString()),
        List.of("--mqtt-port", "" + ports.mqtt(), "--https-port", "" + ports.https()),
        extra);
  }

  @SafeVarargs
  private Part start(String name, List<String>... arguments) {
    List<String> all = new ArrayList<>();
    for (List<String> some : arguments) {
      all.addAll(some);
    }
    return start(name, all, Map.of());
  }

  private Part start(String name, List<String> arguments, Map<String, String> environment) {
    synchronized (parts) {
      if (closed) {
        throw new DemoException("%s is not started, the site is closed".formatted(name));
      }
      Part part = Part.start(root, name, data.resolve("logs"), arguments, environment);
      parts.add(part);
      return part;
    }
  }

  boolean isClosed() {
    synchronized (parts) {
      return closed;
    }
  }

  /** Stops every process, the last started first; none is started any more. */
  @Override
  public void close() {
    synchronized (parts) {
      closed = true;
      parts.reversed().forEach(Part::close);
    }
  }
}
