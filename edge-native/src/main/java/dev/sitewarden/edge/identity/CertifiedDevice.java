package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.util.Optional;

/** A device that proves itself with a certificate in the TLS handshake, and by nothing else. */
public record CertifiedDevice(String hostName, DeviceId device, CertificateFiles files)
    implements HubIdentity {
  @Override
  public Optional<ClientCertificate> certificate() {
    return Optional.of(ClientCertificate.read(files));
  }

  @Override
  public String remedy() {
    return "check that %s is the certificate that the hub has of it, and has not expired"
        .formatted(files.certificate());
  }
}
