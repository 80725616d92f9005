package dev.sitewarden.cloud.app;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Knows again, from the encrypted cookie, who signed in before; the role is looked up anew. */
@Singleton
public class CookieIdentities implements IdentityProvider<TrustedAuthenticationRequest> {
  private final DemoUsers users;

  CookieIdentities(DemoUsers users) {
    this.users = users;
  }

  @Override
  public Class<TrustedAuthenticationRequest> getRequestType() {
    return TrustedAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
    String name = request.getPrincipal();
    return PasswordIdentities.identity(name, users.roleOf(name));
  }
}
