package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.CloudEventCodec;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.MediaStored;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.identity.DeviceKey;
import dev.sitewarden.edge.outbox.Delivery;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubUplinkTest {
  private static final Instant AT = Instant.parse("2026-01-01T08:00:00Z");
  private static final IncidentId INCIDENT = new IncidentId(new UUID(1, 2));

  private final Path folder;

  HubUplinkTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void eventsReachTheCloudInOrderWithTheirProperties() throws Exception {
    try (LocalHub hub = new LocalHub(folder);
        HubUplink uplink = open(hub.config())) {
      List<CompletableFuture<Delivery>> deliveries = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        deliveries.add(send(uplink, closed(i)));
      }

      assertThat(deliveries).allSatisfy(d -> assertThat(outcome(d)).isEqualTo(new Delivery.Sent()));
      assertThat(hub.events())
          .extracting(event -> event.getString("id"))
          .containsExactlyElementsOf(
              IntStream.range(0, 20).mapToObj(i -> closed(i).id().toString()).toList());
      JsonObject properties = hub.properties().getFirst();
      assertThat(properties.getString("iothub-connection-device-id")).isEqualTo("pi-1");
      assertThat(properties.getString("message-id")).isEqualTo(closed(0).id().toString());
    }
  }

  @Test
  void fileLiesInTheBlobStoreUnderItsPath() throws Exception {
    Path file = Files.write(folder.resolve("clip.mp4"), new byte[300_000]);
    try (LocalHub hub = new LocalHub(folder);
        HubUplink uplink = open(hub.config())) {
      String path = "pi-1/gate/2026/01/01/%s/clip.mp4".formatted(INCIDENT);

      assertThat(uplink.upload(file, stored(path))).isEqualTo(new Delivery.Sent());

      assertThat(hub.blob(path)).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void missingFileAndForeignPathAreNeverTriedAgain() throws Exception {
    try (LocalHub hub = new LocalHub(folder);
        HubUplink uplink = open(hub.config())) {
      Path gone = folder.resolve("gone.mp4");

      assertThat(uplink.upload(gone, stored("pi-1/gate/x/clip.mp4")))
          .isInstanceOf(Delivery.Poison.class);
      assertThat(uplink.upload(gone, stored("pi-2/gate/x/clip.mp4")))
          .isInstanceOf(Delivery.Poison.class);
    }
  }

  @Test
  void wrongKeyIsARetryThatNamesTheDevice() throws Exception {
    try (LocalHub hub = new LocalHub(folder)) {
      HubConfig good = hub.config();
      var stranger = new DeviceKey("localhost", new DeviceId("pi-1"), "AAAAAAAAAAAAAAAAAAAAAA==");
      var config =
          new HubConfig(stranger, hub.authority(), "127.0.0.1", good.mqttPort(), good.httpsPort());
      try (HubUplink uplink = open(config)) {
        assertThat(outcome(send(uplink, closed(1))))
            .isInstanceOfSatisfying(
                Delivery.Retry.class,
                retry -> assertThat(retry.reason()).contains("refuses device pi-1"));
      }
      assertThat(hub.events()).isEmpty();
    }
  }

  @Test
  void foreignAuthorityIsNotTrusted() throws Exception {
    Path other = folder.resolve("other");
    try (LocalHub hub = new LocalHub(folder);
        LocalHub stranger = new LocalHub(other)) {
      HubConfig good = hub.config();
      var config =
          new HubConfig(
              good.identity(),
              stranger.authority(),
              "127.0.0.1",
              good.mqttPort(),
              good.httpsPort());
      try (HubUplink uplink = open(config)) {
        assertThat(outcome(send(uplink, closed(1))))
            .isInstanceOfSatisfying(
                Delivery.Retry.class, retry -> assertThat(retry.reason()).contains("vouch"));
      }
      assertThat(hub.events()).isEmpty();
    }
  }

  @Test
  void authorityThatIsNoCertificateIsRefusedAtOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    var who = new DeviceKey("localhost", new DeviceId("pi-1"), "AAAA");

    assertThatThrownBy(() -> open(new HubConfig(who, file, "127.0.0.1", 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no PEM file of certificates");
  }

  private static CompletableFuture<Delivery> send(HubUplink uplink, CloudEvent event) {
    return uplink.send(event, CloudEventCodec.write(event));
  }

  private static Delivery outcome(CompletableFuture<Delivery> delivery) throws Exception {
    return delivery.get(30, TimeUnit.SECONDS);
  }

  private static CloudEvent closed(int number) {
    return new CloudEvent(
        new MessageId(new UUID(0x7000, number)),
        new EventSource(new DeviceId("pi-1"), new CameraId("gate")),
        AT,
        new IncidentClosed(INCIDENT, AT));
  }

  private static MediaStored stored(String path) {
    return new MediaStored(
        INCIDENT, new Evidence(Evidence.Kind.CLIP, path, 1, Digest.of(new byte[0])));
  }

  private static HubUplink open(HubConfig config) {
    return HubUplink.open(
        config,
        InstantSource.system(),
        (version, json) -> {},
        (method, json) -> new MethodHandler.Answer(404, "null"));
  }
}
