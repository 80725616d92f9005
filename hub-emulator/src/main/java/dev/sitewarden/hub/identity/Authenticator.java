package dev.sitewarden.hub.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether somebody may speak as a device or module: by a token's scope, expiry and
 * signature, or by a certificate's thumbprint or issuer, name and expiry.
 */
public final class Authenticator {
  private final DeviceRegistry registry;
  private final X509Certificate authority;
  private final InstantSource clock;

  /** Judges against the registry and the authority, and expiry by the clock. */
  public Authenticator(DeviceRegistry registry, X509Certificate authority, InstantSource clock) {
    this.registry = registry;
    this.authority = authority;
    this.clock = clock;
  }

  /** The outcome of one check. */
  public sealed interface Admission {
    /** The proof is good until then; a session must not outlive it. */
    record Granted(IdentityId id, Instant until) implements Admission {}

    /** The proof is not good; the reason is for the log, it holds no secret. */
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

  /** Judges the certificate of somebody who says to be that device or module. */
  public Admission admit(IdentityId id, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return new Admission.Refused("%s showed neither a token nor a certificate".formatted(id));
    }
    ClientCertificate certificate = new ClientCertificate(chain);
    Instant now = clock.instant();
    if (!certificate.isValidAt(now)) {
      return new Admission.Refused(
          "the certificate is good from %s until %s, it is %s"
              .formatted(
                  certificate.own().getNotBefore().toInstant(), certificate.expiresAt(), now));
    }
    return judge(id, identity -> refusal(identity, certificate), certificate.expiresAt());
  }

  private Admission judgeSignature(IdentityId id, SharedAccessSignature signature) {
    return judge(id, identity -> refusal(identity, signature), signature.expiresAt());
  }

  private Admission judge(
      IdentityId id, Function<DeviceIdentity, Optional<String>> proof, Instant until) {
    Optional<DeviceIdentity> found = registry.find(id);
    if (found.isEmpty()) {
      return new Admission.Refused(
          "no identity %s; start the hub with --device %s to enrol it".formatted(id, id.device()));
    }
    DeviceIdentity identity = found.get();
    boolean enabled = identity.enabled() && registry.get(IdentityId.of(id.device())).enabled();
    return (enabled ? proof.apply(identity) : Optional.of("the identity is disabled"))
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> new Admission.Granted(id, until));
  }

  private static Optional<String> refusal(
      DeviceIdentity identity, SharedAccessSignature signature) {
    return switch (identity.authentication()) {
      case Authentication.SymmetricKeys(var first, var second) ->
          signature.isSignedBy(first) || signature.isSignedBy(second)
              ? Optional.empty()
              : Optional.of("the token is not signed with the identity's key");
      case Authentication.Thumbprints thumbprints -> Optional.of("the identity has no key");
      case Authentication.SignedCertificate signed -> Optional.of("the identity has no key");
    };
  }

  private Optional<String> refusal(DeviceIdentity identity, ClientCertificate certificate) {
    return switch (identity.authentication()) {
      case Authentication.SymmetricKeys keys ->
          Optional.of("the identity proves itself with a token, not with a certificate");
      case Authentication.Thumbprints known ->
          known.fit(certificate)
              ? Optional.empty()
              : Optional.of("the certificate has another thumbprint than the identity");
      case Authentication.SignedCertificate signed -> issuedTo(identity.id(), certificate);
    };
  }

  private Optional<String> issuedTo(IdentityId id, ClientCertificate certificate) {
    if (!certificate.isIssuedBy(authority, clock.instant())) {
      return Optional.of("the certificate was not issued by the hub's authority");
    }
    return certificate.commonName().equals(Optional.of(id.toString()))
        ? Optional.empty()
        : Optional.of(
            "the certificate must be issued to '%s', it is to '%s'"
                .formatted(id, certificate.commonName().orElse("nobody")));
  }

  private static boolean isScopeOf(IdentityId id, String scope) {
    int slash = scope.indexOf('/');
    return slash > 0
        && HubNames.contains(scope.substring(0, slash))
        && scope.substring(slash).equals("/" + id.path());
  }
}
