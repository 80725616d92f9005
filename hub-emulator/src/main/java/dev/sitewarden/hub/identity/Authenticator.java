package dev.sitewarden.hub.identity;

import dev.sitewarden.domain.site.DeviceId;
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
    record Granted(DeviceId device, Instant until) implements Admission {}

    /** The token is not good; the reason is for the log, it holds no secret. */
    record Refused(String reason) implements Admission {}
  }

  /** Judges the token of somebody who says to be that device. */
  public Admission admit(String device, String token) {
    SharedAccessSignature signature;
    try {
      signature = SharedAccessSignature.parse(token);
    } catch (IllegalArgumentException e) {
      return new Admission.Refused("malformed token: " + e.getMessage());
    }
    String scope = signature.scope();
    if (!isScopeOf(device, scope)) {
      return new Admission.Refused(
          "the token's scope must be %s/devices/%s, got '%s'"
              .formatted(HubNames.LOCALHOST, device, scope));
    }
    Instant now = clock.instant();
    if (!now.isBefore(signature.expiresAt())) {
      return new Admission.Refused(
          "the token expired at %s, it is %s".formatted(signature.expiresAt(), now));
    }
    return judgeSignature(device, signature);
  }

  private Admission judgeSignature(String device, SharedAccessSignature signature) {
    return registry
        .find(device)
        .map(
            identity -> {
              if (!identity.enabled()) {
                return (Admission) new Admission.Refused("the identity is disabled");
              }
              return signature.isSignedBy(identity.key())
                  ? new Admission.Granted(identity.id(), signature.expiresAt())
                  : new Admission.Refused("the token is not signed with the device's key");
            })
        .orElseGet(
            () ->
                new Admission.Refused(
                    "no such identity; start the hub with --device %s to enrol it"
                        .formatted(device)));
  }

  private static boolean isScopeOf(String device, String scope) {
    int slash = scope.indexOf('/');
    return slash > 0
        && HubNames.contains(scope.substring(0, slash))
        && scope.substring(slash).equals("/devices/" + device);
  }
}
