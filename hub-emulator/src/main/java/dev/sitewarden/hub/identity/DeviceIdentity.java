package dev.sitewarden.hub.identity;

/** A device that the hub knows; a disabled one keeps its key and is refused. */
record DeviceIdentity(IdentityId id, boolean enabled, DeviceKey key) {
  String connectionString() {
    return "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
        .formatted(HubNames.LOCALHOST, id.device(), key.base64());
  }
}
