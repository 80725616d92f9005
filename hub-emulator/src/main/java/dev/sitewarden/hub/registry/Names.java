package dev.sitewarden.hub.registry;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.ModuleId;
import java.util.List;

/** Identities as paths name them. */
final class Names {
  private Names() {}

  /** {@code [device]} or {@code [device, module]}. */
  static IdentityId identity(List<String> names) {
    DeviceId device = new DeviceId(names.getFirst());
    return names.size() == 1
        ? IdentityId.of(device)
        : IdentityId.of(device, new ModuleId(names.get(1)));
  }
}
