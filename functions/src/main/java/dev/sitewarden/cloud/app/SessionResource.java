package dev.sitewarden.cloud.app;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Who is signed in, and the way out. Signing in is {@code POST /j_security_check}, or Entra ID. */
@Path("/api/v1")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private final SecurityIdentity identity;

  private final OidcSession entra;
  private final boolean isEntra;

  SessionResource(SecurityIdentity identity, OidcSession entra, AppConfig config) {
    this.identity = identity;
    this.entra = entra;
    this.isEntra = config.entra();
  }

  /** The user of this session. */
  record Me(String name, List<String> roles) {
    Me {
      roles = List.copyOf(roles);
    }
  }

  /** Who I am, and in which roles. */
  @GET
  @Path("me")
  public Me me() {
    return new Me(
        identity.getPrincipal().getName(), identity.getRoles().stream().sorted().toList());
  }

  /** Ends this browser's session. */
  @POST
  @Path("logout")
  public Uni<Response> logout() {
    Response left = Response.noContent().build();
    if (isEntra) {
      return entra.logout().replaceWith(left);
    }
    FormAuthenticationMechanism.logout(identity);
    return Uni.createFrom().item(left);
  }
}
