package dev.sitewarden.hub.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * What a client showed in the TLS handshake, and what can be said of it.
 *
 * @param chain its own certificate first; never empty
 */
public record ClientCertificate(List<X509Certificate> chain) {
  public ClientCertificate {
    chain = List.copyOf(chain);
  }

  /** The client's own certificate. */
  public X509Certificate own() {
    return chain.getFirst();
  }

  /** The first instant at which it is no good any more. */
  public Instant expiresAt() {
    return own().getNotAfter().toInstant();
  }

  /** Whether its time has come and is not over. */
  public boolean isValidAt(Instant now) {
    return !now.isBefore(own().getNotBefore().toInstant()) && now.isBefore(expiresAt());
  }

  /** Whether that is its SHA-1 or SHA-256, in hexadecimal digits of any case. */
  public boolean hasThumbprint(String text) {
    return text.equalsIgnoreCase(sha1()) || text.equalsIgnoreCase(sha256());
  }

  /** SHA-1 of its DER form, in upper-case hexadecimal digits. */
  public String sha1() {
    return thumbprint("SHA-1");
  }

  /** SHA-256 of its DER form, in upper-case hexadecimal digits. */
  public String sha256() {
    return thumbprint("SHA-256");
  }

  private String thumbprint(String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(own().getEncoded());
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** The common name of its subject. */
  public Optional<String> commonName() {
    RDN[] names =
        X500Name.getInstance(own().getSubjectX500Principal().getEncoded()).getRDNs(BCStyle.CN);
    return names.length == 1
        ? Optional.of(IETFUtils.valueToString(names[0].getFirst().getValue()).replace("\\", ""))
        : Optional.empty();
  }

  /** Whether the chain leads to the authority; revocation is not looked at. */
  public boolean isIssuedBy(X509Certificate authority, Instant now) {
    try {
      List<X509Certificate> below =
          chain.stream().takeWhile(certificate -> !certificate.equals(authority)).toList();
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(below);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return !below.isEmpty();
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
