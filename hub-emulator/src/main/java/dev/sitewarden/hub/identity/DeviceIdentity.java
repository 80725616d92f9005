package dev.sitewarden.hub.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A device or module that the hub knows; a disabled one keeps its keys and is refused.
 *
 * @param generation tells this identity from an earlier one of the same name
 * @param revision grows with every change of the identity
 * @param isEdge whether it is an IoT Edge device
 */
public record DeviceIdentity(
    IdentityId id,
    boolean enabled,
    Authentication authentication,
    String generation,
    long revision,
    boolean isEdge) {

  /** A new one that proves itself with a key; the generator must be strong. */
  static DeviceIdentity withKeys(IdentityId id, RandomGenerator random) {
    return new DeviceIdentity(
        id, true, Authentication.SymmetricKeys.generate(random), "1", 1, false);
  }

  /** A new one that proves itself with a certificate of the hub's authority. */
  static DeviceIdentity certified(IdentityId id) {
    return new DeviceIdentity(id, true, new Authentication.SignedCertificate(), "1", 1, false);
  }

  /** The same identity with another proof. */
  public DeviceIdentity provedBy(Authentication other) {
    return new DeviceIdentity(id, enabled, other, generation, revision + 1, isEdge);
  }

  /** Changes with every change of the identity. */
  public String etag() {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(revision).array());
  }

  /** Refuses with 412 unless the etag is the current one, or any ({@code *}). */
  public void requireMatch(String etag) {
    String wanted = etag.replace("\"", "");
    if (!wanted.equals("*") && !wanted.equals(etag())) {
      throw RefusedException.changedMeanwhile("the identity " + id, wanted, etag());
    }
  }

  /** What a device's client starts from. */
  String connectionString() {
    String start =
        "HostName=%s;DeviceId=%s%s"
            .formatted(
                HubNames.LOCALHOST,
                id.device(),
                id.module().map(module -> ";ModuleId=" + module).orElse(""));
    return switch (authentication) {
      case Authentication.SymmetricKeys keys ->
          start + ";SharedAccessKey=" + keys.primary().base64();
      case Authentication.Thumbprints thumbprints -> start + ";x509=true";
      case Authentication.SignedCertificate signed -> start + ";x509=true";
    };
  }
}
