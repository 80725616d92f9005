package dev.sitewarden.hub.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The emulator's own certificate authority (ECDSA P-256), made at its first start under {@code
 * DATA/hub}, the server certificate that it issues for {@link HubNames}, and those of devices.
 */
public final class CertificateAuthority {
  private static final X500Principal NAME = new X500Principal("CN=Sitewarden local hub CA");
  private static final X500Principal SERVER = new X500Principal("CN=" + HubNames.LOCALHOST);
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  // What public authorities may give at most today; clients that check it are content.
  private static final Duration SERVER_LIFE = Duration.ofDays(397);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private static final Duration CLIENT_LIFE = Duration.ofDays(397);

  private final Path folder;
  private final InstantSource clock;
  private final TlsFiles files;

  private CertificateAuthority(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.files =
        new TlsFiles(
            folder.resolve("ca.pem"),
            folder.resolve("server.pem"),
            folder.resolve("server-key.pem"));
  }

  /** Where the server's TLS identity lies. */
  public TlsFiles tls() {
    return files;
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return orExplain(() -> Pem.readCertificate(files.authority()));
  }

  /**
   * Makes {@code certificates/{name}.pem} and {@code {name}-key.pem} for a device, unless they are
   * there and good for a while. Blocks.
   */
  public void ensureClient(IdentityId id) {
    Path certificates = folder.resolve("certificates");
    PrivateFile.createFolder(certificates);
    String name = id.toString().replace('/', '.');
    ensureLeaf(
        new X500Principal("CN=" + id),
        certificates.resolve(name + ".pem"),
        certificates.resolve(name + "-key.pem"),
        CLIENT_LIFE);
  }

  /**
   * Makes the certificates that are missing or about to expire; keys are for the owner only.
   *
   * @throws IllegalArgumentException if a file is there and is no certificate or key
   */
  public static CertificateAuthority open(Path folder, InstantSource clock) {
    PrivateFile.createFolder(folder);
    CertificateAuthority authority = new CertificateAuthority(folder, clock);
    authority.ensureAuthority();
    authority.ensureLeaf(SERVER, authority.files.certificate(), authority.files.key(), SERVER_LIFE);
    return authority;
  }

  private void ensureAuthority() {
    Path keyFile = folder.resolve("ca-key.pem");
    orExplain(
        () -> {
          if (isDue(files.authority()) || !Files.exists(keyFile)) {
            KeyPair pair = newKeyPair();
            X509Certificate own = issue(NAME, pair, pair.getPrivate(), AUTHORITY_LIFE);
            Pem.write(keyFile, "PRIVATE KEY", pair.getPrivate().getEncoded());
            Pem.write(files.authority(), "CERTIFICATE", own.getEncoded());
          }
          return files;
        });
  }

  private void ensureLeaf(X500Principal name, Path certificate, Path key, Duration life) {
    orExplain(
        () -> {
          if (isDue(certificate) || !Files.exists(key) || isOrphan(certificate)) {
            KeyPair pair = newKeyPair();
            X509Certificate leaf =
                issue(name, pair, Pem.readKey(folder.resolve("ca-key.pem")), life);
            Pem.write(key, "PRIVATE KEY", pair.getPrivate().getEncoded());
            Pem.write(certificate, "CERTIFICATE", leaf.getEncoded());
          }
          return files;
        });
  }

  private interface Step<T> {
    T run() throws GeneralSecurityException, IOException, OperatorCreationException;
  }

  private <T> T orExplain(Step<T> step) {
    try {
      return step.run();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the certificates in %s cannot be read (%s); delete *.pem there to make new ones, and let the devices trust the new ca.pem"
              .formatted(folder, e.getMessage()),
          e);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot issue the hub's certificates", e);
    }
  }

  private boolean isDue(Path certificate) throws GeneralSecurityException {
    return !Files.exists(certificate)
        || Pem.readCertificate(certificate)
            .getNotAfter()
            .toInstant()
            .isBefore(clock.instant().plus(RENEW_BEFORE));
  }

  /** Whether an earlier authority issued it. */
  private boolean isOrphan(Path leaf) throws GeneralSecurityException {
    try {
      Pem.readCertificate(leaf).verify(certificate().getPublicKey());
      return false;
    } catch (SignatureException e) {
      return true;
    }
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate issue(
      X500Principal subject, KeyPair pair, PrivateKey issuerKey, Duration life)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = clock.instant();
    var builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))), // a guest's clock may lag a little
            Date.from(now.plus(life)),
            subject,
            pair.getPublic());
    extend(builder, subject, pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static void extend(
      JcaX509v3CertificateBuilder builder, X500Principal subject, PublicKey publicKey)
      throws GeneralSecurityException, IOException {
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
    if (subject.equals(NAME)) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return;
    }
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    if (!subject.equals(SERVER)) {
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      return;
    }
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, HubNames.LOCALHOST),
              new GeneralName(GeneralName.iPAddress, HubNames.LOOPBACK)
            }));
  }
}
