package dev.sitewarden.cloud.app;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Who is signed in, and the way out. Signing in is {@code POST /j_security_check}. */
@Path("/api/v1")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private final SecurityIdentity identity;

  SessionResource(SecurityIdentity identity) {
    this.identity = identity;
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
  public Response logout() {
    FormAuthenticationMechanism.logout(identity);
    return Response.noContent().build();
  }
}
