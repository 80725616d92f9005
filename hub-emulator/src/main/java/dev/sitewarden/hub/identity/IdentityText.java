package dev.sitewarden.hub.identity;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One identity in {@code devices.json}: {@code {"id","status":"enabled|disabled","key"}} and, where
 * they differ from the usual, {@code secondaryKey, x509 ("ca" or a thumbprint), secondaryX509,
 * generation, revision, edge}.
 */
final class IdentityText {
  private static final String BY_AUTHORITY = "ca";

  private IdentityText() {}

  /** Anything else than such an entry is some {@link RuntimeException}. */
  static DeviceIdentity read(JsonObject json) {
    return new DeviceIdentity(
        IdentityId.parse(json.getString("id")),
        json.getString("status").equals("enabled"),
        authentication(json),
        json.getString("generation", "1"),
        json.getLong("revision", 1L),
        json.getBoolean("edge", false));
  }

  private static Authentication authentication(JsonObject json) {
    String x509 = json.getString("x509");
    if (x509 == null) {
      String key = json.getString("key");
      return new Authentication.SymmetricKeys(
          DeviceKey.ofBase64(key), DeviceKey.ofBase64(json.getString("secondaryKey", key)));
    }
    return x509.equals(BY_AUTHORITY)
        ? new Authentication.SignedCertificate()
        : new Authentication.Thumbprints(
            x509, Optional.ofNullable(json.getString("secondaryX509")));
  }

  static JsonObject write(DeviceIdentity identity) {
    JsonObject json =
        new JsonObject()
            .put("id", identity.id().toString())
            .put("status", identity.enabled() ? "enabled" : "disabled");
    switch (identity.authentication()) {
      case Authentication.SymmetricKeys(var primary, var secondary) ->
          json.put("key", primary.base64()).put("secondaryKey", secondary.base64());
      case Authentication.Thumbprints(var primary, var secondary) -> {
        json.put("x509", primary);
        secondary.ifPresent(s -> json.put("secondaryX509", s));
      }
      case Authentication.SignedCertificate() -> json.put("x509", BY_AUTHORITY);
    }
    return json.put("generation", identity.generation())
        .put("revision", identity.revision())
        .put("edge", identity.isEdge());
  }
}
