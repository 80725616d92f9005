package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text that names a device's hub, the device and its proof: {@code HostName=..;DeviceId=..} and
 * {@code SharedAccessKey=..} or, with a certificate, {@code x509=true}.
 */
public final class ConnectionString {
  private static final String SHAPE = "HostName=..;DeviceId=..;SharedAccessKey=.. (or x509=true)";

  private ConnectionString() {}

  /**
   * Reads the file that holds it.
   *
   * @param certificate what proves a device whose connection string says {@code x509=true}
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it holds something else; both in one sentence for the user
   */
  public static HubIdentity read(Path file, Optional<CertificateFiles> certificate) {
    try {
      return parse(Files.readString(file).strip(), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no connection string at %s; the hub writes one for each device".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "connection string in %s rejected: %s".formatted(file, e.getMessage()), e);
    }
  }

  static HubIdentity parse(String text, Optional<CertificateFiles> certificate) {
    Map<String, String> parts =
        Arrays.stream(text.split(";"))
            .map(part -> part.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(
                Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (a, b) -> a));
    String host = require(parts, "HostName");
    var device = new DeviceId(require(parts, "DeviceId"));
    if ("true".equalsIgnoreCase(parts.get("x509"))) {
      return new CertifiedDevice(
          host,
          device,
          certificate.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "it says x509=true; name the certificate with --hub-certificate and --hub-key")));
    }
    String key = require(parts, "SharedAccessKey");
    if (certificate.isPresent()) {
      throw new IllegalArgumentException(
          "it holds a key, and a certificate is named too; a device has one of them at the hub");
    }
    return new DeviceKey(host, device, key);
  }

  private static String require(Map<String, String> parts, String name) {
    String value = parts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("%s is missing, expected %s".formatted(name, SHAPE));
    }
    return value;
  }
}
