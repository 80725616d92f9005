package dev.sitewarden.hub.identity;

import dev.sitewarden.domain.site.DeviceId;

/** A device that the hub knows; a disabled one keeps its key and is refused. */
record DeviceIdentity(DeviceId id, boolean enabled, DeviceKey key) {
  String connectionString() {
    return "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
        .formatted(HubNames.LOCALHOST, id, key.base64());
  }
}
