package dev.sitewarden.cloud.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where demo users could be reached by others than those at this machine. */
@Singleton
class LoopbackCheck {
  private final boolean isEntra;
  private final String host;
  private final Optional<String> azureInstance;

  LoopbackCheck(
      AppConfig config,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "WEBSITE_INSTANCE_ID") Optional<String> azureInstance) {
    this.isEntra = config.entra();
    this.host = host;
    this.azureInstance = azureInstance;
  }

  void check(@Observes StartupEvent start) {
    require(isEntra, host, azureInstance.isPresent());
  }

  /** Behind the Functions host everybody comes from loopback, so loopback proves nothing there. */
  static void require(boolean isEntra, String host, boolean isAzure) {
    if (!isEntra && (isAzure || !isLoopback(host))) {
      throw new StartException(
          "demo users are for loopback only, and this server listens on %s%s: set cloud.app.entra=true"
                  .formatted(host, isAzure ? " in Azure" : "")
              + " and quarkus.oidc.auth-server-url, or quarkus.http.host=127.0.0.1.");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
