package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Knows the people who sign in with a password. */
@Singleton
public class PasswordIdentities implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
  private final DemoUsers users;
  private final SignIns signIns;

  PasswordIdentities(DemoUsers users, SignIns signIns) {
    this.users = users;
    this.signIns = signIns;
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    String name = request.getUsername();
    String password = new String(request.getPassword().getPassword());
    Optional<String> role = users.roleOf(name, password);
    return signIns.note(name, role.isPresent()).chain(() -> identity(name, role));
  }

  /** The identity of a user with this role; without a role the sign-in has failed. */
  static Uni<SecurityIdentity> identity(String name, Optional<String> role) {
    if (role.isEmpty()) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    return Uni.createFrom()
        .item(
            QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(role.get())
                .addAttribute(Viewer.LOCAL, true)
                .build());
  }
}
