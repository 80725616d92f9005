package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who this process is at the hub, and how it proves that. Any thread. What has to be read or asked
 * for is read and asked for at each call, which may therefore wait, and fails with an {@link
 * java.io.UncheckedIOException} or an {@link IllegalArgumentException} in one sentence for people.
 */
public sealed interface HubIdentity
    permits DeviceKey, CertifiedDevice, ProvisionedDevice, EdgeModule {
  /** The hub's own name, which tokens are signed for. */
  String hostName();

  DeviceId device();

  /** The module on that device; empty if the device speaks for itself. */
  default Optional<String> module() {
    return Optional.empty();
  }

  /** Where to connect unless somebody says otherwise. */
  default String host() {
    return hostName();
  }

  /** A fresh token; empty if a certificate is the proof. */
  default Optional<String> token(Instant now) {
    return Optional.empty();
  }

  /** What is shown in the TLS handshake; empty if a token is the proof. */
  default Optional<ClientCertificate> certificate() {
    return Optional.empty();
  }

  /** PEM of whom to trust, if this identity comes with that. */
  default Optional<String> trustBundle() {
    return Optional.empty();
  }

  /**
   * The hub did not let this identity in: gets a new one if there is somebody to ask.
   *
   * @return what came of it, in a sentence; empty if there is nobody to ask
   */
  default Optional<String> refused(Instant now) throws InterruptedException {
    return Optional.empty();
  }

  /** What to look at when the hub does not let this identity in. */
  String remedy();

  /** Where it stands in topics and addresses: {@code devices/{d}[/modules/{m}]}. */
  default String path() {
    return "devices/" + device() + module().map(m -> "/modules/" + m).orElse("");
  }

  /** Its MQTT client id: {@code {d}[/{m}]}. */
  default String clientId() {
    return device() + module().map(m -> "/" + m).orElse("");
  }

  /** For people: {@code device pi-1}, {@code module pi-1/edge}. */
  default String title() {
    return (module().isPresent() ? "module " : "device ") + clientId();
  }
}
