package dev.sitewarden.hub.identity;

import java.util.Locale;

/**
 * The names under which the emulator is "the hub": a token's scope and an MQTT username must name
 * one of them, and the server's certificate holds them.
 */
public final class HubNames {
  /** The name that connection strings carry. */
  public static final String LOCALHOST = "localhost";

  /** The only address that the emulator listens on. */
  public static final String LOOPBACK = "127.0.0.1";

  private HubNames() {}

  /** Whether a host name, in any case and without a port, means this hub. */
  public static boolean contains(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals(LOCALHOST) || name.equals(LOOPBACK);
  }
}
