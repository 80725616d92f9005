package dev.sitewarden.cloud.app;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Sign-in that knows pages from calls: who opens a page is led to the form, or to Entra ID, and
 * back to where he wanted to go; who calls the API is told 401. A bearer token counts only where
 * Entra ID is set up, the form's cookie only where it is not.
 */
@Alternative
@Priority(1)
@Singleton
public class SignIn implements HttpAuthenticationMechanism {
  private final HttpAuthenticationMechanism chosen;
  private final boolean isEntra;

  SignIn(FormAuthenticationMechanism form, OidcAuthenticationMechanism entra, AppConfig config) {
    this.isEntra = config.entra();
    this.chosen = isEntra ? entra : form;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return chosen.authenticate(context, identities);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    boolean isPage =
        context.request().method().equals(HttpMethod.GET)
            && (context.normalizedPath().endsWith("/")
                || context.normalizedPath().endsWith(".html"));
    if (!isPage) {
      return Uni.createFrom().item(new ChallengeData(401));
    }
    if (isEntra) {
      return chosen.getChallenge(context);
    }
    String wanted = URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8);
    return Uni.createFrom()
        .item(new ChallengeData(302, HttpHeaders.LOCATION, "/login.html?next=" + wanted));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return chosen.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return chosen.getCredentialTransport(context);
  }
}
