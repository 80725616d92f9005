package dev.sitewarden.hub;

import dev.sitewarden.domain.site.DeviceId;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code hub}: starts the local IoT Hub and serves until it is told to stop. */
@Command(
    name = "hub",
    mixinStandardHelpOptions = true,
    description = "Starts the local stand-in for Azure IoT Hub, on loopback, TLS only.")
public final class HubMain implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.sitewarden",
      description = "Keys, identities and blobs lie here (default: ~/.sitewarden).")
  private Path data = Path.of("");

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "18883",
      description = "MQTT over TLS (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int mqttPort;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      defaultValue = "18443",
      description = "File upload (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int httpsPort;

  @Option(
      names = "--dps-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Device provisioning over MQTT; over HTTPS it is on --https-port (default: a free one).")
  private int provisioningPort;

  @Option(
      names = "--cloud",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where telemetry goes (default: ${DEFAULT-VALUE}).")
  private URI cloud = URI.create("");

  @Option(
      names = "--function",
      paramLabel = "NAME",
      defaultValue = "IngestTelemetry",
      description = "The function that takes it (default: ${DEFAULT-VALUE}).")
  private String function = "";

  @Option(
      names = "--device",
      paramLabel = "ID",
      defaultValue = "pi-1",
      description = "A device to enrol if it is new; may be repeated (default: ${DEFAULT-VALUE}).")
  private List<String> devices = List.of();

  @Option(
      names = "--x509-device",
      paramLabel = "ID",
      description =
          "The same with a certificate instead of a key: DIR/hub/certificates/ID.pem and ID-key.pem.")
  private List<String> certifiedDevices = List.of();

  HubMain() {}

  /** Runs until SIGTERM (exit 0); a mistake of the user is one sentence and exit 2. */
  public static void main(String[] arguments) {
    // Both only if nobody chose otherwise: quiet on new JDKs, and one line per log record.
    setDefault("io.netty.noUnsafe", "true");
    setDefault("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL hub %4$s %5$s%6$s%n");
    System.exit(
        new CommandLine(new HubMain())
            .setParameterExceptionHandler(HubMain::explain)
            .execute(arguments));
  }

  private static int explain(CommandLine.ParameterException mistake, String[] arguments) {
    String what = String.valueOf(mistake.getMessage()).replaceAll("\\s+", " ");
    System.err.printf("%s; --help names the options%n", what);
    return ExitCode.USAGE;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Hub hub = Hub.start(settings(), Clock.systemUTC());
      stopOnSignal(hub);
      announce(System.out, hub.ports());
      new CountDownLatch(1).await(); // the shutdown hook ends the process
      return ExitCode.OK;
    } catch (HubStartException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private HubSettings settings() {
    return new HubSettings(
        data.toAbsolutePath().normalize(),
        mqttPort,
        httpsPort,
        provisioningPort,
        cloud,
        function,
        devices.stream().map(DeviceId::new).toList(),
        certifiedDevices.stream().map(DeviceId::new).toList(),
        HubSettings.QUEUE_BOUND,
        HubSettings.MAX_BLOB_BYTES);
  }

  private static void announce(PrintStream out, Hub.Ports ports) {
    out.printf(
        "ready hub mqtt=127.0.0.1:%d https=127.0.0.1:%d dps=127.0.0.1:%d%n",
        ports.mqtt(), ports.https(), ports.provisioning());
    out.flush();
  }

  /** The JVM would end with 143 on SIGTERM; being asked to stop is no failure. */
  private static void stopOnSignal(Hub hub) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  hub.close();
                  Runtime.getRuntime().halt(ExitCode.OK);
                },
                "hub-stop"));
  }
}
