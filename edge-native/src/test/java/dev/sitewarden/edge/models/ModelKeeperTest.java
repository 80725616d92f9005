package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ModelKeeperTest {
  private static final SigningKey KEY = SigningKey.generate();

  private final Path folder;
  private final Packages packages;
  private final List<UpdateStep> steps = new CopyOnWriteArrayList<>();

  ModelKeeperTest(@TempDir Path folder) {
    this.folder = folder;
    packages = new Packages(folder, KEY);
  }

  @Test
  void anOrderedModelServesAndStaysAfterARestart() throws InterruptedException {
    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-1");

      device.order(packages.good("2").order(), 7);
      ModelStatus status = device.outcome();

      assertThat(status.serving()).hasToString("ppe-2");
      assertThat(status.code()).isEqualTo(200);
      assertThat(status.desiredVersion()).isEqualTo(7);
      assertThat(steps)
          .startsWith(UpdateStep.DOWNLOADING, UpdateStep.DOWNLOADED, UpdateStep.VERIFIED)
          .endsWith(UpdateStep.PROVED, UpdateStep.ON_TRIAL, UpdateStep.COMMITTED);
    }
    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-2");
    }
  }

  @Test
  void theSameOrderAgainChangesNothing() throws InterruptedException {
    ModelOrder order = packages.good("2").order();
    try (Device device = device(Device.shortTrial())) {
      device.order(order, 1);
      device.outcome();
      steps.clear();

      device.order(order, 2);

      assertThat(device.next()).extracting(ModelStatus::code).isEqualTo(200);
      assertThat(steps).isEmpty();
    }
  }

  @Test
  void badModelsAreRefusedAndTheOldOneServesOn() throws IOException, InterruptedException {
    ModelOrder good = packages.good("2").order();
    Packages stranger =
        new Packages(Files.createDirectory(folder.resolve("s")), SigningKey.generate());
    ModelPackage wrong = ModelPackage.open(folder.resolve("made-2"));
    try (Device device = device(Device.shortTrial())) {
      assertRefused(device, withDigest(good), "sha256 mismatch");
      assertRefused(device, stranger.good("2").order(), "it was made with another key");
      assertRefused(device, packages.ahead("3").order(), "it needs runtime 9.0.0, this is 0.1.0");
      assertRefused(device, withVersion(good, "5"), "its card says version 2");

      Files.writeString(wrong.folder().resolve("golden/still_00000.json"), "[]");
      ModelOrder lying = packages.signed(wrong).order();
      assertRefused(device, lying, "it finds what is not expected");
      assertRefused(device, lying, "quarantined after an earlier attempt");

      Files.write(wrong.folder().resolve("model.onnx"), new byte[] {0x3a, 0x7f});
      assertRefused(device, packages.signed(wrong).order(), "it is no ONNX file");
    }
    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-1");
    }
  }

  @Test
  void anOlderModelNeedsPermission() throws InterruptedException {
    ModelOrder older = packages.good("0.9").order();
    try (Device device = device(Device.shortTrial())) {
      assertRefused(device, older, "it is older than 1, which serves");

      device.order(Packages.allowingRollback(older), 2);

      assertThat(device.outcome().serving()).hasToString("ppe-0.9");
    }
  }

  @Test
  void aModelThatFindsLessOnTheSiteIsRolledBackAndQuarantined() throws InterruptedException {
    ModelOrder blind = packages.blind("2").order();
    try (Device device = device(HealthLimits.defaults())) {
      device.order(blind, 1);
      ModelStatus status = device.outcome();

      assertThat(status.code()).isEqualTo(400);
      assertThat(status.serving()).hasToString("ppe-1");
      assertThat(status.text()).contains("objects that its predecessor finds");
      assertThat(device.rolledBack()).singleElement().asString().startsWith("ppe-2 -> ppe-1: ");

      assertRefused(device, blind, "quarantined");
    }
  }

  @Test
  void aBadModelIsTakenBackThoughTheDiskTakesNothing() throws IOException, InterruptedException {
    Path inTheWay = folder.resolve("state/models/store.json.part");
    ModelOrder blind = packages.blind("2").order();
    try (Device device = device(HealthLimits.defaults())) {
      device.order(blind, 1);
      while (!device.next().text().contains("on trial")) {
        // downloading, loading
      }
      Files.createDirectories(inTheWay);

      device.awaitRollback();

      assertThat(device.serving()).hasToString("ppe-1");

      Files.delete(inTheWay);

      assertThat(device.outcome().text()).contains("objects that its predecessor finds");
      assertRefused(device, blind, "quarantined");
    }
  }

  @Test
  void aTrialGoesOnAfterAnOrderlyRestart() throws InterruptedException {
    try (Device device = device(HealthLimits.defaults())) {
      device.order(packages.good("2").order(), 1);
      while (!device.next().text().contains("on trial")) {
        // downloading, loading
      }
    }
    for (int restart = 0; restart < 3; restart++) { // more often than it might crash
      try (Device device = device(HealthLimits.defaults())) {
        assertThat(device.serving()).hasToString("ppe-2");
        assertThat(device.rolledBack()).isEmpty();
      }
    }
  }

  @Test
  void aDamagedModelFallsBackToThePreviousAndThenToTheBundledOne()
      throws IOException, InterruptedException {
    ModelOrder second = packages.good("2").order();
    ModelOrder third = packages.good("3").order();
    try (Device device = device(Device.shortTrial())) {
      device.order(second, 1);
      device.outcome();
      device.order(third, 2);
      assertThat(device.outcome().serving()).hasToString("ppe-3");
    }
    damage(third);
    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-2");
    }
    damage(second);
    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-1");
    }
  }

  @Test
  void aDamagedStateIsPutAside() throws IOException {
    Path store = Files.createDirectories(folder.resolve("state/models"));
    Files.writeString(store.resolve("store.json"), "{\"current\":");

    try (Device device = device(Device.shortTrial())) {
      assertThat(device.serving()).hasToString("ppe-1");
    }
    assertThat(store.resolve("store.json.damaged")).exists();
  }

  @Test
  void aDownloadThatBreaksOffGoesOnWhereItStopped() throws IOException, InterruptedException {
    ModelOrder order = packages.good("2").order();
    byte[] tar = Files.readAllBytes(Path.of(order.uri()));
    List<String> ranges = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(String.valueOf(range));
          if (range == null) {
            exchange.sendResponseHeaders(200, tar.length);
            exchange.getResponseBody().write(tar, 0, 1_000_000);
          } else {
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(206, tar.length - from);
            exchange.getResponseBody().write(Arrays.copyOfRange(tar, from, tar.length));
          }
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://localhost:%d/2.tar".formatted(server.getAddress().getPort()));
    try (Device device = device(Device.shortTrial())) {
      device.order(at(order, uri), 1);

      ModelStatus broken = device.outcome();
      assertThat(broken.code()).isEqualTo(500);
      assertThat(broken.text()).contains("cannot download model 2", "it will be tried again");
      assertThat(device.outcome().serving()).hasToString("ppe-2");
    } finally {
      server.stop(0);
    }
    assertThat(ranges).hasSize(2).first().isEqualTo("null");
    assertThat(ranges.get(1)).matches("bytes=[1-9]\\d*-");
  }

  private Device device(HealthLimits health) {
    return new Device(folder.resolve("state"), KEY.verification(), health, steps::add);
  }

  private static void assertRefused(Device device, ModelOrder order, String message)
      throws InterruptedException {
    device.order(order, 9);
    ModelStatus status = device.outcome();
    assertThat(status.text()).contains(message);
    assertThat(status.code()).isEqualTo(400);
    assertThat(status.serving()).hasToString("ppe-1");
  }

  private void damage(ModelOrder order) throws IOException {
    Path model =
        folder
            .resolve("state/models/packages")
            .resolve(order.sha256().sha256())
            .resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
  }

  private static ModelOrder withDigest(ModelOrder order) {
    return new ModelOrder(
        order.version(),
        order.uri(),
        Digest.of(new byte[0]),
        order.size(),
        order.format(),
        order.minRuntime(),
        false);
  }

  private static ModelOrder withVersion(ModelOrder order, String version) {
    return new ModelOrder(
        version,
        order.uri(),
        order.sha256(),
        order.size(),
        order.format(),
        order.minRuntime(),
        false);
  }

  private static ModelOrder at(ModelOrder order, URI uri) {
    return new ModelOrder(
        order.version(),
        uri,
        order.sha256(),
        order.size(),
        order.format(),
        order.minRuntime(),
        false);
  }
}
