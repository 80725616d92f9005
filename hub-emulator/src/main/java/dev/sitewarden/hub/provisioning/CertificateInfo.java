package dev.sitewarden.hub.provisioning;

import dev.sitewarden.hub.identity.ClientCertificate;
import io.vertx.core.json.JsonObject;
import java.security.cert.X509Certificate;

/** A certificate as a registration's outcome shows it; Microsoft's client wants every field. */
final class CertificateInfo {
  private CertificateInfo() {}

  static JsonObject of(ClientCertificate certificate) {
    X509Certificate own = certificate.own();
    return new JsonObject()
        .put("subjectName", own.getSubjectX500Principal().getName())
        .put("issuerName", own.getIssuerX500Principal().getName())
        .put("sha1Thumbprint", certificate.sha1())
        .put("sha256Thumbprint", certificate.sha256())
        .put("notBeforeUtc", own.getNotBefore().toInstant().toString())
        .put("notAfterUtc", certificate.expiresAt().toString())
        .put("serialNumber", own.getSerialNumber().toString(16))
        .put("version", own.getVersion());
  }
}
