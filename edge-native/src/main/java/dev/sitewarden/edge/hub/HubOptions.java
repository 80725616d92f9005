package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.edge.identity.CertificateFiles;
import dev.sitewarden.edge.identity.ConnectionString;
import dev.sitewarden.edge.identity.EdgeModule;
import dev.sitewarden.edge.identity.HubIdentity;
import dev.sitewarden.edge.identity.ProvisionedDevice;
import dev.sitewarden.edge.identity.Provisioning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/**
 * The command line's words for who this process is at the hub: a connection string, the
 * provisioning service, or, without a word, IoT Edge's environment.
 *
 * @param ports where the hub listens unless the command line says otherwise
 * @param environment of the process
 */
public record HubOptions(Ports ports, Map<String, String> environment) {
  private static final int MQTT_OVER_TLS = 8883;
  private static final int HTTPS = 443;
  private static final Path PUBLIC_AUTHORITIES = Path.of("/etc/ssl/certs/ca-certificates.crt");

  /**
   * Defaults.
   *
   * @param gateway what is connected to; the hub itself if empty
   */
  public record Ports(Optional<String> gateway, int mqtt, int https) {
    /** Azure's. */
    public static final Ports AZURE = new Ports(Optional.empty(), MQTT_OVER_TLS, HTTPS);

    /** The hub emulator's on this machine. */
    public static final Ports LOCAL = new Ports(Optional.of("127.0.0.1"), 18883, 18443);
  }

  /** Makes the options known. */
  public void addTo(CommandOptions options) {
    file(options, "--hub-connection", "the device's connection string");
    file(options, "--hub-certificate", "PEM of the device's certificate, if it has one for a key");
    file(options, "--hub-key", "PEM of its private key, mode 600");
    file(
        options, "--hub-ca", "PEM of the only trusted authority; else the system's, or IoT Edge's");
    String where = ports.gateway().orElse("as the connection string has it");
    text(options, "--hub-host", "HOST", "where the hub is, " + where + " unless given");
    port(options, "--mqtt-port", ports.mqtt() + " unless given");
    port(options, "--https-port", ports.https() + " unless given");
    text(options, "--provisioning-host", "HOST", "who tells a certificate's device its hub");
    port(options, "--provisioning-port", HTTPS + " unless given");
    text(options, "--id-scope", "SCOPE", "which provisioning service, 0ne...");
    text(options, "--blob-endpoint", "URL", "where evidence goes instead of the hub's upload");
    text(options, "--blob-container", "NAME", "container there, evidence unless given");
    file(options, "--blob-key", "the storage account's key, mode 600");
    file(options, "--blob-sas", "or a shared access signature, mode 600");
  }

  private static void file(CommandOptions options, String name, String description) {
    options.optional(name, "FILE", description, Path.class);
  }

  private static void port(CommandOptions options, String name, String description) {
    options.optional(name, "PORT", description, Integer.class);
  }

  private static void text(CommandOptions options, String name, String value, String description) {
    options.optional(name, value, description, String.class);
  }

  /** Whether there is any word of a hub. */
  public boolean isNamed(ParseResult parsed) {
    return parsed.hasMatchedOption("--hub-connection")
        || parsed.hasMatchedOption("--provisioning-host")
        || environment.containsKey("IOTEDGE_WORKLOADURI");
  }

  /** Files among them that nobody else should read. */
  public static List<Path> secrets(ParseResult parsed) {
    return Stream.of("--hub-connection", "--hub-key", "--blob-key", "--blob-sas")
        .flatMap(name -> path(parsed, name).stream())
        .toList();
  }

  /**
   * The way to the hub for a run. A device that is not registered yet waits until it is.
   *
   * @param state folder that keeps an assignment
   * @throws java.io.UncheckedIOException if a file cannot be read
   * @throws IllegalArgumentException if something is missing, wrong or named twice; both in one
   *     sentence for people
   */
  public HubConfig forRun(ParseResult parsed, Path state) throws InterruptedException {
    if (!parsed.hasMatchedOption("--provisioning-host")) {
      return config(parsed, unprovisioned(parsed));
    }
    return config(parsed, ProvisionedDevice.open(provisioning(parsed), state));
  }

  /** The same for who only looks: a device that is not registered is not registered then. */
  public HubConfig forLook(ParseResult parsed, Path state) {
    if (!parsed.hasMatchedOption("--provisioning-host")) {
      return config(parsed, unprovisioned(parsed));
    }
    Provisioning service = provisioning(parsed);
    return config(
        parsed,
        ProvisionedDevice.known(service, state)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has not assigned a hub to '%s' yet, edge run asks it at its first start"
                            .formatted(service.host(), service.registrationId()))));
  }

  private HubIdentity unprovisioned(ParseResult parsed) {
    Optional<Path> connection = path(parsed, "--hub-connection");
    if (connection.isPresent()) {
      return ConnectionString.read(connection.get(), certificate(parsed));
    }
    return EdgeModule.of(environment)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "say who this is at the hub: --hub-connection FILE, or --provisioning-host HOST with --id-scope, --hub-certificate and --hub-key; under IoT Edge its environment says it"));
  }

  private static Provisioning provisioning(ParseResult parsed) {
    if (parsed.hasMatchedOption("--hub-connection")) {
      throw new IllegalArgumentException(
          "--hub-connection and --provisioning-host both say which hub it is; name one of them");
    }
    CertificateFiles files =
        certificate(parsed)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--provisioning-host wants --hub-certificate and --hub-key, which prove the device"));
    String scope = parsed.matchedOptionValue("--id-scope", "");
    if (scope.isBlank()) {
      throw new IllegalArgumentException(
          "--provisioning-host wants --id-scope, which the service's overview shows");
    }
    return Provisioning.of(
        parsed.matchedOptionValue("--provisioning-host", ""),
        parsed.matchedOptionValue("--provisioning-port", HTTPS),
        scope,
        files,
        Optional.of(authority(parsed)));
  }

  private static Path authority(ParseResult parsed) {
    return path(parsed, "--hub-ca").orElse(PUBLIC_AUTHORITIES);
  }

  private static Optional<CertificateFiles> certificate(ParseResult parsed) {
    Optional<Path> certificate = path(parsed, "--hub-certificate");
    Optional<Path> key = path(parsed, "--hub-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "--hub-certificate and --hub-key go together, only one is named");
    }
    return certificate.flatMap(pem -> key.map(own -> new CertificateFiles(pem, own)));
  }

  private HubConfig config(ParseResult parsed, HubIdentity identity) {
    requireName(parsed, identity);
    boolean knowsItsHub = !parsed.hasMatchedOption("--hub-connection");
    boolean isModule = identity.module().isPresent();
    Ports defaults = isModule ? Ports.AZURE : ports;
    return new HubConfig(
        identity,
        isModule ? path(parsed, "--hub-ca") : Optional.of(authority(parsed)),
        Optional.ofNullable(parsed.matchedOptionValue("--hub-host", (String) null))
            .or(() -> knowsItsHub ? Optional.empty() : defaults.gateway()),
        parsed.matchedOptionValue("--mqtt-port", defaults.mqtt()),
        parsed.matchedOptionValue("--https-port", defaults.https()),
        blobs(parsed));
  }

  /** A name on the command line is a check: what is kept in the state folder is of one device. */
  private static void requireName(ParseResult parsed, HubIdentity identity) {
    String name = parsed.matchedOptionValue("--device", "");
    if (!name.isEmpty() && !identity.device().equals(new DeviceId(name))) {
      throw new IllegalArgumentException(
          "the hub knows this device as %s, --device says %s".formatted(identity.device(), name));
    }
  }

  private static Optional<BlobStorageConfig> blobs(ParseResult parsed) {
    return parsed.hasMatchedOption("--blob-endpoint")
        ? Optional.of(
            BlobStorageConfig.read(
                parsed.matchedOptionValue("--blob-endpoint", ""),
                parsed.matchedOptionValue("--blob-container", "evidence"),
                path(parsed, "--blob-key"),
                path(parsed, "--blob-sas")))
        : Optional.empty();
  }

  private static Optional<Path> path(ParseResult parsed, String name) {
    return Optional.ofNullable(parsed.matchedOptionValue(name, (Path) null));
  }
}
