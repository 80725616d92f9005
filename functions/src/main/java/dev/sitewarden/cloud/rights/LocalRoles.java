package dev.sitewarden.cloud.rights;

import java.util.Optional;

/** Which role those have who sign in here, and not at Entra; whose role that is, it alone knows. */
@FunctionalInterface
public interface LocalRoles {

  /** The user's role; empty if it is no user of ours. */
  Optional<Role> of(String name);
}
