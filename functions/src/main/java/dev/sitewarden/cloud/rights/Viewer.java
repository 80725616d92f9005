package dev.sitewarden.cloud.rights;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Whoever makes the present request, and what he may see. Grants are read anew each time, so that
 * taking one back works at once.
 */
@Singleton
public class Viewer {
  /** Attribute of an identity that sees everything in its role until grants say otherwise. */
  public static final String LOCAL = "sitewarden.local";

  /** Entra's name of a person that never changes and is never given to another. */
  private static final String OBJECT_ID = "oid";

  private final SecurityIdentity identity;

  Viewer(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** How the person is called. */
  public String name() {
    return identity.getPrincipal().getName();
  }

  /** Where he has this duty; inside the caller's session. */
  public Uni<Sight> sight(Duty duty) {
    return rights().map(rights -> rights.sight(duty));
  }

  /** All that he may; inside the caller's session. */
  public Uni<Rights> rights() {
    return Granted.to(List.of(key())).map(this::rights);
  }

  /** What grants name the person by: at Entra an object id, which is never given to another. */
  public String key() {
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      return token.<String>claim(OBJECT_ID).orElseGet(this::name);
    }
    return name();
  }

  /** A role that was not signed in with is not there, whatever was granted. */
  private Rights rights(List<Granted> granted) {
    Map<Role, Sight> byRole = new EnumMap<>(Role.class);
    for (Granted grant : granted) {
      if (identity.hasRole(grant.role().text())) {
        byRole.merge(grant.role(), grant.where(), Sight::and);
      }
    }
    for (Role role : Role.values()) {
      if (identity.hasRole(role.text()) && (role == Role.ADMIN || isLocal())) {
        byRole.putIfAbsent(role, Sight.EVERYTHING);
      }
    }
    return new Rights(name(), byRole);
  }

  private boolean isLocal() {
    return Boolean.TRUE.equals(identity.getAttribute(LOCAL));
  }
}
