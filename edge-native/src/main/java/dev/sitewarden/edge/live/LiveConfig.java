package dev.sitewarden.edge.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where people look at the device.
 *
 * @param bind address that is listened on; another than loopback needs a token
 * @param port 0 takes any that is free
 * @param tokenFile holds the secret that a viewer must know; one line of at least 16 characters
 * @param viewers how many streams may be watched at once. Each costs its share of the line;
 *     encoding is done once for all
 * @param picturesPerSecond most pictures that are encoded of a camera. Raising it: smoother, and
 *     more of the processor is taken from detection while somebody watches
 * @param patience how long one write to a viewer may take before the viewer is given up
 */
public record LiveConfig(
    String bind,
    int port,
    Optional<Path> tokenFile,
    int viewers,
    double picturesPerSecond,
    Duration patience) {
  /** The door that the documents name. */
  public static final int PORT = 4912;

  private static final int MOST_VIEWERS = 64;

  public LiveConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("--live-port must be 0..65535, got " + port);
    }
    if (viewers < 1 || viewers > MOST_VIEWERS) {
      throw new IllegalArgumentException(
          "live viewers must be 1..%d, got %d".formatted(MOST_VIEWERS, viewers));
    }
    if (!(picturesPerSecond > 0 && picturesPerSecond <= 60)) { // written so that NaN fails too
      throw new IllegalArgumentException(
          "live pictures per second must be above 0 and at most 60, got " + picturesPerSecond);
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("live patience must be above 0s, got " + patience);
    }
    if (!addressOf(bind).isLoopbackAddress() && tokenFile.isEmpty()) {
      throw new IllegalArgumentException(
          "--live-bind is %s, which others can reach: name a --live-token-file, or bind 127.0.0.1"
              .formatted(bind));
    }
  }

  /** Loopback only, four viewers, ten pictures a second. */
  public static LiveConfig defaults() {
    return new LiveConfig("127.0.0.1", PORT, Optional.empty(), 4, 10, Duration.ofSeconds(10));
  }

  /** The same at another door. */
  public LiveConfig withPort(int other) {
    return new LiveConfig(bind, other, tokenFile, viewers, picturesPerSecond, patience);
  }

  /** The same, for those only who know the secret in this file. */
  public LiveConfig withToken(Path file) {
    return new LiveConfig(bind, port, Optional.of(file), viewers, picturesPerSecond, patience);
  }

  /** The same, reachable from elsewhere; only with a secret. */
  public LiveConfig withBind(String address) {
    return new LiveConfig(address, port, tokenFile, viewers, picturesPerSecond, patience);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(addressOf(bind), port);
  }

  private static InetAddress addressOf(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--live-bind must be an address of this device, got '%s'".formatted(bind), e);
    }
  }
}
