package dev.sitewarden.cloud.app;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets people in, never things: a token that Entra ID gave an application or a device for itself
 * says {@code idtyp: app} or names no person by {@code oid}.
 */
@Singleton
public class EntraIdentities implements SecurityIdentityAugmentor {
  EntraIdentities() {}

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.getPrincipal() instanceof JsonWebToken token && !isPerson(token)) {
      return Uni.createFrom()
          .failure(new AuthenticationFailedException("the token is not a person's"));
    }
    return Uni.createFrom().item(identity);
  }

  private static boolean isPerson(JsonWebToken token) {
    return token.claim("oid").isPresent() && token.claim("idtyp").map("user"::equals).orElse(true);
  }
}
