package dev.sitewarden.hub.identity;

import java.time.Instant;
import java.time.InstantSource;

/** Decides whether a token lets somebody speak as a device: scope, expiry, identity, signature. */
public final class Authenticator {
  private final DeviceRegistry registry;
  private final InstantSource clock;

  /** Judges tokens against the registry, and their expiry by the clock. */
  public Authenticator(DeviceRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** The outcome of one check. */
  public sealed interface Admission {
    /** The token is good until then; a session must not outlive it. */
    record Granted(IdentityId id, Instant until) implements Admission {}

    /** The token is not good; the reason is for the log, it holds no secret. */
    record Refused(String reason) implements Admission {}
  }

  /** Judges the token of somebody who says to be that device or module. */
  public Admission admit(IdentityId id, String token) {
    SharedAccessSignature signature;
    try {
      signature = SharedAccessSignature.parse(token);
    } catch (IllegalArgumentException e) {
      return new Admission.Refused("malformed token: " + e.getMessage());
    }
    String scope = signature.scope();
    if (!isScopeOf(id, scope)) {
      return new Admission.Refused(
          "the token's scope must be %s/%s, got '%s'"
              .formatted(HubNames.LOCALHOST, id.path(), scope));
    }
    Instant now = clock.instant();
    if (!now.isBefore(signature.expiresAt())) {
      return new Admission.Refused(
          "the token expired at %s, it is %s".formatted(signature.expiresAt(), now));
    }
    return judgeSignature(id, signature);
  }

  private Admission judgeSignature(IdentityId id, SharedAccessSignature signature) {
    return registry
        .find(id)
        .map(
            identity -> {
              if (!identity.enabled()) {
                return (Admission) new Admission.Refused("the identity is disabled");
              }
              return isSignedBy(identity, signature)
                  ? new Admission.Granted(identity.id(), signature.expiresAt())
                  : new Admission.Refused("the token is not signed with the identity's key");
            })
        .orElseGet(
            () ->
                new Admission.Refused(
                    "no identity %s; start the hub with --device %s to enrol it"
                        .formatted(id, id.device())));
  }

  private static boolean isSignedBy(DeviceIdentity identity, SharedAccessSignature signature) {
    return identity.authentication() instanceof Authentication.SymmetricKeys(var first, var second)
        && (signature.isSignedBy(first) || signature.isSignedBy(second));
  }

  private static boolean isScopeOf(IdentityId id, String scope) {
    int slash = scope.indexOf('/');
    return slash > 0
        && HubNames.contains(scope.substring(0, slash))
        && scope.substring(slash).equals("/" + id.path());
  }
}
