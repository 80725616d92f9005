package dev.sitewarden.cloud.rights;

import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cloud as it runs in Azure: people come from an issuer, and there are no local users. */
public final class EntraCloud implements QuarkusTestProfile {
  private static Optional<Issuer> running = Optional.empty();

  /** The issuer that the application under test trusts. */
  static Issuer issuer() {
    return running.orElseThrow();
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(EmbeddedCloud.class), new TestResourceEntry(Issuing.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  /** Runs the issuer as long as the application. */
  public static final class Issuing implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      Issuer issuer = Issuer.start();
      running = Optional.of(issuer);
      return Map.of(
          "cloud.app.entra", "true",
          "quarkus.oidc.auth-server-url", issuer.url(),
          "quarkus.oidc.client-id", Issuer.CLIENT,
          "quarkus.oidc.credentials.secret", "a-secret-of-forty-characters-for-the-tests",
          "quarkus.oidc.authentication.cookie-force-secure", "false");
    }

    @Override
    public void stop() {
      running.ifPresent(Issuer::close);
    }
  }
}
