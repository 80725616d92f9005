package dev.sitewarden.cloud.app;

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
 * Form sign-in that knows pages from calls: who opens a page is led to the form and back to where
 * he wanted to go; who calls the API is told 401.
 */
@Alternative
@Priority(1)
@Singleton
public class SignIn implements HttpAuthenticationMechanism {
  private final FormAuthenticationMechanism form;

  SignIn(FormAuthenticationMechanism form) {
    this.form = form;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return form.authenticate(context, identities);
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
    String wanted = URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8);
    return Uni.createFrom()
        .item(new ChallengeData(302, HttpHeaders.LOCATION, "/login.html?next=" + wanted));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return form.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return form.getCredentialTransport(context);
  }
}
