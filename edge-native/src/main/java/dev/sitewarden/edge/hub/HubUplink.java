package dev.sitewarden.edge.hub;

import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.FileStored;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.outbox.Delivery;
import dev.sitewarden.edge.outbox.Uplink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way to the hub of a device or module: events by MQTT, files by HTTPS. */
public final class HubUplink implements Uplink, AutoCloseable {
  /** The hub counts 256 KB for topic, properties and body together, and drops who sends more. */
  private static final int MAX_EVENT_BYTES = 200 * 1024;

  /** Before a hub that is busy is asked again. */
  private static final Duration TWIN_PAUSE = Duration.ofSeconds(2);

  private final HubConfig config;
  private final DeviceTwin twin;
  private final DirectMethods methods;
  private final MqttLink link;
  private final EvidenceStore evidence;

  private HubUplink(
      HubConfig config, HubTls tls, InstantSource clock, DeviceTwin twin, DirectMethods methods) {
    this.config = config;
    this.twin = twin;
    this.methods = methods;
    this.link = new MqttLink(config, tls, clock, List.of(twin, methods));
    this.evidence =
        config
            .blobs()
            .<EvidenceStore>map(blobs -> new BlobStorage(blobs, config, tls, clock))
            .orElseGet(() -> new FileUpload(config, tls, clock));
  }

  /**
   * Starts to connect.
   *
   * @param desired is told what the hub desires
   * @param methods does what the hub asks for
   * @throws java.io.UncheckedIOException if what TLS needs cannot be read
   * @throws IllegalArgumentException if it is something else; both in one sentence for the user
   */
  public static HubUplink open(
      HubConfig config, InstantSource clock, TwinListener desired, MethodHandler methods) {
    var tls = new HubTls(config.identity(), config.authority());
    tls.current(); // a mistake in the files is the user's to know now
    return new HubUplink(
        config, tls, clock, new DeviceTwin(desired, TWIN_PAUSE), new DirectMethods(methods));
  }

  /**
   * Says what this device is like; goes to the hub now or when it is reached.
   *
   * @param json reported properties, an object of at most 32 KB
   */
  public void report(byte[] json) {
    twin.report(json);
  }

  @Override
  public CompletableFuture<Delivery> send(CloudEvent event, byte[] json) {
    if (json.length > MAX_EVENT_BYTES) {
      return CompletableFuture.completedFuture(
          new Delivery.Poison(
              "an event may have %d bytes, this one has %d"
                  .formatted(MAX_EVENT_BYTES, json.length)));
    }
    return link.publish(event, json);
  }

  @Override
  public Delivery upload(Path file, FileStored stored) {
    String own = config.identity().device() + "/";
    if (!stored.path().startsWith(own)) {
      return new Delivery.Poison(
          "file %s does not belong to device %s".formatted(stored.path(), own));
    }
    String belowDevice = stored.path().substring(own.length());
    return evidence.store(file, belowDevice, stored.contentType());
  }

  /** Why there is no connection; empty if there is one. */
  public Optional<String> trouble() {
    return link.trouble();
  }

  @Override
  public void close() {
    link.close();
    twin.close();
    methods.close();
    evidence.close();
  }
}
