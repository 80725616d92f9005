package dev.sitewarden.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.edge.LocalHub;
import dev.sitewarden.edge.Operator;
import dev.sitewarden.edge.identity.EdgeModule;
import dev.sitewarden.edge.identity.HubTls;
import dev.sitewarden.edge.outbox.Delivery;
import dev.sitewarden.hub.identity.ModuleId;
import dev.sitewarden.hub.provisioning.WorkloadApi;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module under IoT Edge: the emulator's workload API on a real Unix socket signs for it. */
class EdgeModuleTest {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final Path folder;
  private final Path socket;

  EdgeModuleTest(@TempDir Path folder) {
    this.folder = folder;
    this.socket = folder.resolve("w.sock");
  }

  @Test
  void moduleSpeaksForItselfAndStoresEvidenceInTheBlobModule() throws Exception {
    Path file = file(300);
    try (LocalHub hub = hub();
        WorkloadApi workload = hub.workload(socket);
        BlobAccount account = new BlobAccount();
        HubParty module = new HubParty(config(hub, environment(workload), account))) {
      Operator operator = hub.operator();

      assertThat(module.send()).isEqualTo(new Delivery.Sent());
      operator.desire("pi-1/modules/edge", new JsonObject().put("mode", "collect"));
      module.awaitDesired("\"mode\":\"collect\"");
      assertThat(operator.call("pi-1/modules/edge", "diagnostics").getString("payload"))
          .isEqualTo("diagnostics is done");
      assertThat(module.upload(file, "pi-1/gate/clip-1.mp4")).isEqualTo(new Delivery.Sent());

      JsonObject properties = hub.properties().getFirst();
      assertThat(properties.getString("iothub-connection-device-id")).isEqualTo("pi-1");
      assertThat(properties.getString("iothub-connection-module-id")).isEqualTo("edge");
      assertThat(account.blobs().get("evidence/pi-1/gate/clip-1.mp4"))
          .isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void largeFileGoesToTheBlobModuleInSignedBlocks() throws Exception {
    Path file = file(300_000);
    try (LocalHub hub = hub();
        WorkloadApi workload = hub.workload(socket);
        BlobAccount account = new BlobAccount()) {
      HubConfig config = config(hub, environment(workload), account);
      try (BlobStorage storage = storage(config)) {
        assertThat(storage.store(file, "gate/clip.mp4", "video/mp4"))
            .isEqualTo(new Delivery.Sent());
      }

      assertThat(account.blobs().get("evidence/pi-1/gate/clip.mp4"))
          .isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void doctorsProbeSaysWhatWasProved() throws Exception {
    try (LocalHub hub = hub();
        WorkloadApi workload = hub.workload(socket);
        BlobAccount account = new BlobAccount()) {
      HubConfig config = config(hub, environment(workload), account);

      HubProbe probe = HubProbe.of(config, InstantSource.system());

      assertThat(probe.reached()).isEqualTo(HubProbe.Stage.ACCEPTED);
      assertThat(probe.detail()).contains("signs for module pi-1/edge");
    }
  }

  @Test
  void wrongAccountKeyIsARetryThatKeepsTheKeyToItself() throws Exception {
    try (LocalHub hub = hub();
        WorkloadApi workload = hub.workload(socket);
        BlobAccount account = new BlobAccount()) {
      HubConfig good = config(hub, environment(workload), account);
      HubConfig wrong = with(good, blobs(account, "AAAABBBBCCCC"));
      try (BlobStorage storage = storage(wrong)) {
        assertThat(storage.store(file(10), "gate/clip.mp4", "video/mp4"))
            .isInstanceOfSatisfying(
                Delivery.Retry.class,
                retry -> assertThat(retry.reason()).contains("403").doesNotContain("AAAA"));
      }
      assertThat(wrong.toString()).doesNotContain("AAAA");
    }
  }

  @Test
  void eachConnectionHasATokenOfItsOwn() throws Exception {
    var now = new AtomicReference<>(Instant.now());
    LocalHub first = hub();
    WorkloadApi workload = first.workload(socket);
    try (BlobAccount account = new BlobAccount();
        HubParty module = new HubParty(config(first, environment(workload), account), now::get)) {
      try (first;
          workload) {
        assertThat(module.send()).isEqualTo(new Delivery.Sent());
      }

      now.updateAndGet(then -> then.plus(Duration.ofHours(2))); // the first token has expired
      try (LocalHub second = new LocalHub(folder.resolve("hub"), now::get, first.ports());
          WorkloadApi again = second.workload(socket)) {
        assertThat(module.sendUntil(Delivery.Sent.class::isInstance))
            .as("%s signs", again)
            .isEqualTo(new Delivery.Sent());
        assertThat(second.events()).isNotEmpty();
      }
    }
  }

  @Test
  void daemonThatIsAwayForAWhileIsWaitedFor() throws Exception {
    LocalHub first = hub();
    WorkloadApi workload = first.workload(socket);
    try (BlobAccount account = new BlobAccount();
        HubParty module = new HubParty(config(first, environment(workload), account))) {
      try (first;
          workload) {
        assertThat(module.send()).isEqualTo(new Delivery.Sent());
      }

      try (LocalHub second =
          new LocalHub(folder.resolve("hub"), InstantSource.system(), first.ports())) {
        assertThat(module.sendUntil(EdgeModuleTest::namesTheDaemon))
            .isInstanceOf(Delivery.Retry.class);
        try (WorkloadApi again = second.workload(socket)) {
          assertThat(module.sendUntil(Delivery.Sent.class::isInstance))
              .as("%s signs", again)
              .isEqualTo(new Delivery.Sent());
        }
      }
    }
  }

  @Test
  void missingSocketIsOneSentenceWithARemedy() throws Exception {
    try (LocalHub hub = hub();
        BlobAccount account = new BlobAccount()) {
      Map<String, String> environment;
      try (WorkloadApi workload = hub.workload(socket)) {
        environment = environment(workload);
      }
      HubConfig config = config(hub, environment, account);

      assertThatThrownBy(() -> new HubParty(config))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("workload API at " + socket)
          .hasMessageContaining("iotedge check");
    }
  }

  @Test
  void moduleWithoutABlobModuleIsRefusedAtOnce() throws Exception {
    try (LocalHub hub = hub();
        WorkloadApi workload = hub.workload(socket)) {
      EdgeModule module = EdgeModule.of(environment(workload)).orElseThrow();

      assertThatThrownBy(
              () ->
                  new HubConfig(module, Optional.empty(), Optional.empty(), 1, 1, Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("module pi-1/edge has no file upload")
          .hasMessageContaining("--blob-endpoint");
    }
  }

  private static boolean namesTheDaemon(Delivery delivery) {
    return delivery instanceof Delivery.Retry(String reason) && reason.contains("workload API at");
  }

  private LocalHub hub() throws Exception {
    LocalHub hub = new LocalHub(folder.resolve("hub"));
    hub.operator().addModule("pi-1", "edge");
    return hub;
  }

  /** With the gateway's name, which IoT Edge sets and the emulator has no need of. */
  private static Map<String, String> environment(WorkloadApi workload) {
    Map<String, String> environment = new HashMap<>(workload.environment(new ModuleId("edge")));
    environment.put("IOTEDGE_GATEWAYHOSTNAME", "127.0.0.1");
    return environment;
  }

  private HubConfig config(LocalHub hub, Map<String, String> environment, BlobAccount account)
      throws Exception {
    return new HubConfig(
        EdgeModule.of(environment).orElseThrow(),
        Optional.empty(),
        Optional.empty(),
        hub.ports().mqtt(),
        hub.ports().https(),
        Optional.of(blobs(account, BlobAccount.KEY)));
  }

  private static HubConfig with(HubConfig config, BlobStorageConfig blobs) {
    return new HubConfig(
        config.identity(),
        config.authority(),
        config.gateway(),
        config.mqttPort(),
        config.httpsPort(),
        Optional.of(blobs));
  }

  private BlobStorageConfig blobs(BlobAccount account, String key) throws Exception {
    Path file = Files.writeString(folder.resolve("blob-key.txt"), key + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return BlobStorageConfig.read(
        account.endpoint(), "evidence", Optional.of(file), Optional.empty());
  }

  private static BlobStorage storage(HubConfig config) {
    return new BlobStorage(
        config.blobs().orElseThrow(),
        config,
        new HubTls(config.identity(), config.authority()),
        InstantSource.system(),
        BLOCK_BYTES);
  }

  private Path file(int bytes) throws Exception {
    byte[] content = new byte[bytes];
    new Random(7).nextBytes(content);
    return Files.write(folder.resolve("clip.mp4"), content);
  }
}
