package dev.sitewarden.hub.registry;

import dev.sitewarden.hub.https.JsonBody;
import dev.sitewarden.hub.identity.Authentication;
import dev.sitewarden.hub.identity.DeviceIdentity;
import dev.sitewarden.hub.identity.DeviceKey;
import dev.sitewarden.hub.identity.IdentityId;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Identities as the REST interface writes and reads them. */
final class IdentityJson {
  /** How IoT Hub says "never". */
  static final String NEVER = "0001-01-01T00:00:00Z";

  private IdentityJson() {}

  static JsonObject write(DeviceIdentity identity, boolean connected) {
    IdentityId id = identity.id();
    JsonObject json = new JsonObject().put("deviceId", id.device().value());
    id.module().ifPresent(module -> json.put("moduleId", module.value()).putNull("managedBy"));
    return json.put("generationId", identity.generation())
        .put("etag", identity.etag())
        .put("connectionState", connected ? "Connected" : "Disconnected")
        .put("status", identity.enabled() ? "enabled" : "disabled")
        .putNull("statusReason")
        .put("connectionStateUpdatedTime", NEVER)
        .put("statusUpdatedTime", NEVER)
        .put("lastActivityTime", NEVER)
        .put("cloudToDeviceMessageCount", 0)
        .put("capabilities", new JsonObject().put("iotEdge", identity.isEdge()))
        .put("authentication", authentication(identity.authentication()));
  }

  private static JsonObject authentication(Authentication authentication) {
    JsonObject keys = new JsonObject().putNull("primaryKey").putNull("secondaryKey");
    JsonObject prints =
        new JsonObject().putNull("primaryThumbprint").putNull("secondaryThumbprint");
    JsonObject json = new JsonObject().put("symmetricKey", keys).put("x509Thumbprint", prints);
    switch (authentication) {
      case Authentication.SymmetricKeys(var primary, var secondary) ->
          keys.put("primaryKey", primary.base64()).put("secondaryKey", secondary.base64());
      case Authentication.Thumbprints(var primary, var secondary) ->
          prints
              .put("primaryThumbprint", primary)
              .put("secondaryThumbprint", secondary.orElse(null));
      case Authentication.SignedCertificate() -> {}
    }
    return json.put("type", type(authentication));
  }

  /** The name of a kind of authentication. */
  static String type(Authentication authentication) {
    return switch (authentication) {
      case Authentication.SymmetricKeys keys -> "sas";
      case Authentication.Thumbprints thumbprints -> "selfSigned";
      case Authentication.SignedCertificate signed -> "certificateAuthority";
    };
  }

  static boolean isEnabled(JsonObject body) {
    return !"disabled".equalsIgnoreCase(body.getString("status"));
  }

  static boolean isEdge(JsonObject body) {
    return JsonBody.object(body, "capabilities")
        .map(capabilities -> capabilities.getBoolean("iotEdge", false))
        .orElse(false);
  }

  /** What the body says about authentication; keys that it leaves out are made. */
  static Authentication authentication(JsonObject body, RandomGenerator random) {
    JsonObject json = JsonBody.object(body, "authentication").orElseGet(JsonObject::new);
    String type = JsonBody.optionalText(json, "type").orElse("sas");
    return switch (type) {
      case "sas" -> keys(JsonBody.object(json, "symmetricKey").orElseGet(JsonObject::new), random);
      case "selfSigned" ->
          thumbprints(JsonBody.object(json, "x509Thumbprint").orElseGet(JsonObject::new));
      case "certificateAuthority" -> new Authentication.SignedCertificate();
      default ->
          throw new IllegalArgumentException(
              "authentication.type must be sas, selfSigned or certificateAuthority, got '%s'"
                  .formatted(type));
    };
  }

  private static Authentication keys(JsonObject json, RandomGenerator random) {
    return new Authentication.SymmetricKeys(
        key(json, "primaryKey", random), key(json, "secondaryKey", random));
  }

  private static DeviceKey key(JsonObject json, String name, RandomGenerator random) {
    return JsonBody.optionalText(json, name)
        .map(DeviceKey::ofBase64)
        .orElseGet(() -> DeviceKey.generate(random));
  }

  private static Authentication thumbprints(JsonObject json) {
    Optional<String> primary = JsonBody.optionalText(json, "primaryThumbprint");
    Optional<String> secondary = JsonBody.optionalText(json, "secondaryThumbprint");
    return new Authentication.Thumbprints(
        primary
            .or(() -> secondary)
            .orElseThrow(
                () -> new IllegalArgumentException("x509Thumbprint must hold a thumbprint")),
        secondary);
  }
}
