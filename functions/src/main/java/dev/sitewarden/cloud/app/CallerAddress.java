package dev.sitewarden.cloud.app;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from. Behind the Functions host every connection is the host's, or there is
 * none at all; there it is the last address that was forwarded for: Azure wrote that one, and the
 * caller himself may have written those before it.
 */
@Singleton
class CallerAddress {
  private static final String FORWARDED = "X-Forwarded-For";

  private final boolean isBehindHost;

  /**
   * @param port where the host finds its custom handler; only the host sets it
   */
  CallerAddress(@ConfigProperty(name = "functions.customhandler.port") Optional<String> port) {
    this.isBehindHost = port.isPresent();
  }

  /** The address without a port; empty if nobody knows it. */
  String of(HttpServerRequest call) {
    SocketAddress connection = call.remoteAddress();
    return of(connection == null ? null : connection.hostAddress(), call.getHeader(FORWARDED));
  }

  String of(@Nullable String connection, @Nullable String forwarded) {
    if (forwarded != null && (isBehindHost || connection == null)) {
      return withoutPort(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip());
    }
    return Optional.ofNullable(connection).orElse("");
  }

  /** An IPv4 address may have its port behind it, which is another one with each connection. */
  private static String withoutPort(String address) {
    int colon = address.indexOf(':');
    boolean isPort = colon > 0 && colon == address.lastIndexOf(':');
    return isPort ? address.substring(0, colon) : address;
  }
}
