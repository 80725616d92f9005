package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.audit.AuditKey;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code cloud}: starts database and server, and serves until it is told to stop. */
@QuarkusMain
// picocli writes into the options' fields.
@RegisterForReflection(
    targets = {CloudMain.class, BenchCommand.class},
    classNames = "picocli.CommandLine$AutoHelpMixin")
@Command(
    name = "cloud",
    mixinStandardHelpOptions = true,
    subcommands = BenchCommand.class,
    description = "Starts Sitewarden's cloud on loopback: ingest, incidents, REST, the page.")
public final class CloudMain implements Callable<Integer> {
  private static final String JAVA_HOME = "java.home";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:cloud.data:-${sys:user.home}/.sitewarden}",
      description = "Database, users and evidence lie here (default: ~/.sitewarden).")
  private Path data = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${sys:quarkus.http.port:-${env:FUNCTIONS_CUSTOMHANDLER_PORT:-8080}}",
      description = "HTTP port on 127.0.0.1 (default: 8080).")
  private int port;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "${sys:quarkus.management.port:-${env:QUARKUS_MANAGEMENT_PORT:-0}}",
      description = "Port of /q/metrics on 127.0.0.1 (default: 0, any that is free).")
  private int metricsPort;

  CloudMain() {}

  /** Runs until SIGTERM (exit 0); a mistake of the user is one sentence and exit 2. */
  public static void main(String[] arguments) {
    // Until Quarkus has read how to log: what libraries tell about a good start is nobody's news.
    Logger.getLogger("").setLevel(Level.WARNING);
    if (System.getProperty(JAVA_HOME) == null) {
      System.setProperty(JAVA_HOME, "/"); // an executable has none; Azure's client looks into it
    }
    System.exit(new CommandLine(new CloudMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    try {
      requireFree(port);
      System.setProperty("quarkus.management.port", String.valueOf(metricsPort));
      return serve(DataFolder.open(data));
    } catch (StartException e) {
      return complain(e.getMessage());
    }
  }

  private int serve(DataFolder folder) {
    Shutdown shutdown = Shutdown.install();
    shutdown.afterAllElse(folder);
    AtomicInteger exitCode = new AtomicInteger(ExitCode.USAGE);
    try {
      prepare(folder, port, shutdown);
      Quarkus.run(CloudApplication.class, (code, failure) -> exitCode.set(ended(code, failure)));
    } finally {
      shutdown.serverEnded(exitCode.get());
    }
    return exitCode.get();
  }

  private static int ended(int code, @Nullable Throwable failure) {
    if (failure == null) {
      return code;
    }
    Optional<String> sentence = StartFailure.sentence(failure);
    if (sentence.isEmpty()) {
      failure.printStackTrace(); // a mistake of ours: Quarkus leaves it to us to say it
      return code;
    }
    return complain(sentence.get());
  }

  static int complain(@Nullable String sentence) {
    System.err.println("cloud: " + sentence);
    return ExitCode.USAGE;
  }

  /** Readies what the server stands on and tells it by system properties. */
  static void prepare(DataFolder folder, int port, Shutdown shutdown) {
    Path users = folder.own("users.properties");
    DemoUsers.in(users);
    Path auditKey = folder.own("audit.key");
    makeAuditKey(auditKey);
    set(
        Map.of(
            "cloud.audit.key-file", auditKey.toString(),
            "cloud.archive.folder", folder.archive().toString(),
            "cloud.audit.anchors-file", folder.own("audit.anchors").toString()));
    set(
        Map.of(
            "quarkus.http.port", String.valueOf(port),
            "quarkus.http.auth.session.encryption-key", Secrets.key(folder.own("session.key")),
            "cloud.app.users-file", users.toString(),
            "cloud.media.folder", folder.blobs().toString(),
            "cloud.notify.link-key", Secrets.key(folder.own("link.key")),
            "cloud.notify.page-url", "http://127.0.0.1:%d/".formatted(port)));
    if (!isDatabaseConfigured()) {
      set(shutdown.afterAllElse(EmbeddedDatabase.start(folder)).settings());
    }
  }

  /** Made at the first start; losing it later would make every earlier signature worthless. */
  static void makeAuditKey(Path file) {
    if (!Files.exists(file)) {
      DataFolder.writePrivate(file, AuditKey.generate());
    }
  }

  /** What the user set himself stays. */
  private static void set(Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null && System.getenv(variable(key)) == null) {
            System.setProperty(key, value);
          }
        });
  }

  /** The key as an environment variable says it, such as a setting of a function app. */
  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static boolean isDatabaseConfigured() {
    return System.getProperty("quarkus.datasource.reactive.url") != null
        || System.getenv("QUARKUS_DATASOURCE_REACTIVE_URL") != null;
  }

  /** Asked first: starting a database for nothing takes seconds. */
  private static void requireFree(int port) {
    if (port < 1 || port > 65535) {
      throw new StartException("--port must be 1..65535, got %d.".formatted(port));
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true); // as the server does
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StartException(
          "port %d on 127.0.0.1 cannot be used (%s): choose another with --port."
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
