package dev.sitewarden.cloud.rights;

import java.util.Map;

/**
 * A person's roles, and where each of them holds.
 *
 * @param name how the person is called in timelines and in the audit log
 */
public record Rights(String name, Map<Role, Sight> byRole) {
  public Rights {
    byRole = Map.copyOf(byRole);
  }

  /** Where the person has this duty. */
  public Sight sight(Duty duty) {
    return duty.roles().stream()
        .map(role -> byRole.getOrDefault(role, Sight.NOTHING))
        .reduce(Sight.NOTHING, Sight::and);
  }
}
