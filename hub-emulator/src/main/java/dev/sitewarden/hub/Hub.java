package dev.sitewarden.hub;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.hub.functions.FunctionsHost;
import dev.sitewarden.hub.https.HttpsFront;
import dev.sitewarden.hub.identity.Authenticator;
import dev.sitewarden.hub.identity.CertificateAuthority;
import dev.sitewarden.hub.identity.DeviceRegistry;
import dev.sitewarden.hub.identity.DiskThread;
import dev.sitewarden.hub.identity.FolderLock;
import dev.sitewarden.hub.identity.HubNames;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.ServiceKeys;
import dev.sitewarden.hub.methods.DirectMethods;
import dev.sitewarden.hub.provisioning.Enrolments;
import dev.sitewarden.hub.provisioning.ProvisioningMqtt;
import dev.sitewarden.hub.provisioning.ProvisioningRoutes;
import dev.sitewarden.hub.provisioning.Registrations;
import dev.sitewarden.hub.provisioning.WorkloadApi;
import dev.sitewarden.hub.registry.ConfigurationResource;
import dev.sitewarden.hub.registry.Configurations;
import dev.sitewarden.hub.registry.Deployer;
import dev.sitewarden.hub.registry.IdentityResource;
import dev.sitewarden.hub.registry.MethodResource;
import dev.sitewarden.hub.registry.QueryResource;
import dev.sitewarden.hub.registry.ServiceRoutes;
import dev.sitewarden.hub.registry.TwinResource;
import dev.sitewarden.hub.telemetry.MqttFront;
import dev.sitewarden.hub.telemetry.Sessions;
import dev.sitewarden.hub.telemetry.Throttle;
import dev.sitewarden.hub.twin.TwinTopics;
import dev.sitewarden.hub.twin.Twins;
import dev.sitewarden.hub.upload.FileUploads;
import dev.sitewarden.hub.upload.UploadRoutes;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running hub. It owns its event loop; closing it frees its ports and drops all devices. */
public final class Hub implements AutoCloseable {
  private static final int START_SECONDS = 30;
  private static final int STOP_MILLIS = 1500; // the promise is two seconds from SIGTERM

  private final Vertx vertx;
  private final Front front;

  private final FolderLock lock;

  private Hub(Vertx vertx, Front front, FolderLock lock) {
    this.vertx = vertx;
    this.front = front;
    this.lock = lock;
  }

  /** Where it listens, on loopback. */
  public record Ports(int mqtt, int https, int provisioning) {}

  public Ports ports() {
    return front.ports;
  }

  /** The switch for behaving as a hub whose limits are reached. */
  public Throttle throttle() {
    return front.throttle;
  }

  /**
   * Serves IoT Edge's workload API for the device's modules on a Unix socket, until it is closed.
   */
  public WorkloadApi serveWorkload(DeviceId device, Path socket) {
    return WorkloadApi.open(device, front.registry, front.authority.tls().authority(), socket);
  }

  /** Makes what is missing in the data folder and listens. Blocks until both ports answer. */
  public static Hub start(HubSettings settings, InstantSource clock)
      throws HubStartException, InterruptedException {
    FolderLock lock = lock(settings);
    Vertx vertx = Vertx.vertx(options());
    try {
      Front front = new Front(settings, clock);
      vertx
          .deployVerticle(front)
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
      return new Hub(vertx, front, lock);
    } catch (ExecutionException | TimeoutException e) {
      close(vertx, lock);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new HubStartException(String.valueOf(cause.getMessage()), cause);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      close(vertx, lock);
      throw new HubStartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static FolderLock lock(HubSettings settings) throws HubStartException {
    try {
      return FolderLock.take(settings.data().resolve("hub"));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new HubStartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(4)
        .setInternalBlockingPoolSize(4)
        .setFileSystemOptions( // nothing is served from the class path, so no cache in /tmp
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  @Override
  public void close() {
    close(vertx, lock);
  }

  private static void close(Vertx vertx, FolderLock lock) {
    try (lock) {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger(Hub.class.getName())
          .log(System.Logger.Level.WARNING, "the hub did not stop in order: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The ports and what stands behind them, on one event loop. */
  private static final class Front extends AbstractVerticle {
    private final HubSettings settings;
    private final InstantSource clock;
    private final Throttle throttle = new Throttle();
    private final SecureRandom random = new SecureRandom();
    private final CertificateAuthority authority;
    private final DeviceRegistry registry;
    private final ServiceKeys serviceKeys;
    private final Enrolments enrolments;
    private final Configurations configurations;
    private volatile Ports ports = new Ports(0, 0, 0);

    Front(HubSettings settings, InstantSource clock) {
      this.settings = settings;
      this.clock = clock;
      Path folder = settings.data().resolve("hub");
      this.authority = CertificateAuthority.open(folder, clock);
      this.registry =
          DeviceRegistry.open(folder, settings.devices(), settings.certifiedDevices(), random);
      settings.certifiedDevices().forEach(id -> authority.ensureClient(IdentityId.of(id)));
      this.serviceKeys = ServiceKeys.open(folder, random, clock);
      this.configurations = Configurations.open(folder, clock);
      this.enrolments = Enrolments.open(folder, authority.certificate(), clock);
    }

    @Override
    public void start(Promise<Void> started) {
      FunctionsHost functions =
          new FunctionsHost(
              vertx, settings.cloud(), settings.function(), clock, settings.queueBound());
      Sessions sessions = new Sessions();
      DiskThread disk = new DiskThread(vertx);
      Twins twins =
          new Twins(disk, settings.data().resolve("hub").resolve("twins"), sessions, clock);
      Registrations registrations = new Registrations(enrolments, registry, twins, disk, clock);
      Authenticator authenticator = new Authenticator(registry, authority.certificate(), clock);
      DirectMethods methods = new DirectMethods(vertx, sessions);
      MqttFront mqtt =
          new MqttFront(
              vertx,
              authenticator,
              functions,
              clock,
              throttle,
              sessions,
              List.of(new TwinTopics(twins, throttle), methods));
      FileUploads files =
          new FileUploads(
              vertx, clock, random, settings.data().resolve("blobs"), settings.maxBlobBytes());
      TwinResource twinResource = new TwinResource(registry, twins, sessions);
      ServiceRoutes service =
          new ServiceRoutes(
              serviceKeys,
              throttle,
              new IdentityResource(registry, twins, sessions, disk, random),
              twinResource,
              new MethodResource(registry, methods),
              new QueryResource(registry, twinResource),
              new ConfigurationResource(
                  configurations,
                  registry,
                  twinResource,
                  new Deployer(registry, twins, disk, random),
                  disk));
      HttpsFront https =
          new HttpsFront(
              vertx,
              List.of(
                  new UploadRoutes(authenticator, files),
                  service,
                  new ProvisioningRoutes(registrations)));
      ProvisioningMqtt provisioning = new ProvisioningMqtt(vertx, registrations);
      listen(mqtt.listen(settings.mqttPort(), authority.tls()), settings.mqttPort(), "--mqtt-port")
          .compose(
              mqttPort ->
                  listen(
                          https.listen(settings.httpsPort(), authority.tls()),
                          settings.httpsPort(),
                          "--https-port")
                      .map(httpsPort -> new Ports(mqttPort, httpsPort, 0)))
          .compose(
              both ->
                  listen(
                          provisioning.listen(settings.provisioningPort(), authority.tls()),
                          settings.provisioningPort(),
                          "--dps-port")
                      .map(port -> new Ports(both.mqtt(), both.https(), port)))
          .<Void>map(
              all -> {
                ports = all;
                return null;
              })
          .onComplete(started);
    }

    private static Future<Integer> listen(Future<Integer> listening, int port, String option) {
      return listening.recover(
          e ->
              Future.failedFuture(
                  new HubStartException(
                      "the hub cannot listen on %s:%d (%s); stop the process that holds the port, or give another one with %s"
                          .formatted(
                              HubNames.LOOPBACK,
                              port,
                              e instanceof BindException ? "the port is taken" : e.getMessage(),
                              option),
                      e)));
    }
  }
}
