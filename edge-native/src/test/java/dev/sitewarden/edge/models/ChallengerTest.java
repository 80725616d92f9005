package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.trust.SigningKey;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChallengerTest implements ModelObserver {
  private static final SigningKey KEY = SigningKey.generate();
  private static final Label HEAD = new Label("head");
  private static final Label HELMET = new Label("helmet");

  private final Path folder;
  private final BlockingQueue<ModelStatus> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> disagreements = new LinkedBlockingQueue<>();

  ChallengerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aChallengerLooksOnAndOffersTheFramesAboutWhichTheyDisagree() throws InterruptedException {
    PackedModel blind = new Packages(folder, KEY).blind("9");
    try (Device device =
            new Device(
                folder.resolve("state"), KEY.verification(), Device.shortTrial(), step -> {});
        HttpClient client = HttpClient.newHttpClient();
        ChallengerKeeper challengers = challengers(device, client)) {
      challengers.order(blind.order(), 4);

      assertThat(outcome()).isEqualTo("200 ppe-9 looks on");
      assertThat(disagreements.poll(60, TimeUnit.SECONDS)).startsWith("ppe-1, ppe-9: 416 x 312, ");
      DisagreementReport report = challengers.report().orElseThrow();
      assertThat(report.all().different()).isPositive();
      assertThat(report.all().reference()).isGreaterThan(report.all().found());
      assertThat(report.byLabel()).containsKeys(HEAD, HELMET);
      assertThat(device.serving()).hasToString("ppe-1");

      challengers.order(new Packages(folder, SigningKey.generate()).good("10").order(), 5);

      assertThat(outcome()).startsWith("400 ppe-9 ").contains("made with another key");
      assertThat(challengers.report()).isPresent();
    }
  }

  @Test
  void aPackageOnTheDeviceLooksOnWithoutASignature() throws InterruptedException {
    new Packages(folder, KEY).blind("9");
    try (Device device = device();
        HttpClient client = HttpClient.newHttpClient();
        ChallengerKeeper challengers = challengers(device, client)) {
      challengers.use(folder.resolve("made-9"), 3);

      assertThat(outcome()).isEqualTo("200 ppe-9 looks on");

      challengers.use(folder.resolve("nowhere"), 4);

      assertThat(outcome()).startsWith("500 ppe-9 ").contains("nowhere");
    }
  }

  @Test
  void aChallengerThatIsNotWhatItSaysIsNotTriedAgain() throws Exception {
    var packages = new Packages(folder, KEY);
    PackedModel liar = packages.liar("9");
    try (Device device = device();
        HttpClient client = HttpClient.newHttpClient()) {
      try (ChallengerKeeper challengers = challengers(device, client)) {
        challengers.order(liar.order(), 4);
        assertThat(outcome()).startsWith("400 ppe-1 ").contains("golden sample");
      }
      try (ChallengerKeeper challengers = challengers(device, client)) {
        challengers.order(liar.order(), 5);

        assertThat(outcome()).startsWith("400 ppe-1 quarantined after an earlier attempt");
        assertThat(challengers.report()).isEmpty();
      }
      assertThat(device.rolledBack()).isEmpty();
      assertThat(device.serving()).hasToString("ppe-1");
    }
  }

  @Test
  void aChallengerThatEndedTheProcessTwiceIsNotTriedAgain() throws Exception {
    PackedModel crashing = new Packages(folder, KEY).good("9");
    var model = new StoredModel(crashing.order().sha256(), "9");
    ModelStore.open(folder.resolve("challengers"))
        .change(state -> state.attempt(model).restarted());
    try (Device device = device();
        HttpClient client = HttpClient.newHttpClient();
        ChallengerKeeper challengers = challengers(device, client)) {
      challengers.order(crashing.order(), 4);

      assertThat(outcome()).startsWith("400 ppe-1 ").contains("ended the process 2 times");
    }
  }

  private Device device() {
    return new Device(folder.resolve("state"), KEY.verification(), Device.shortTrial(), s -> {});
  }

  @Test
  void aFrameIsSampledInAWhileAndEachCameraInItsTurn() {
    var sampling = new FrameSampling(Duration.ofSeconds(1));
    List<String> sampled = new ArrayList<>();
    for (int tick = 0; tick < 60; tick++) { // 6 s at 10 frames/s, in step
      for (String name : List.of("gate", "yard", "roof")) {
        var camera = new CameraId(name);
        Instant now = Instant.EPOCH.plusMillis(tick * 100L);
        if (sampling.isDue(camera, now)) {
          sampling.sampled(camera, now);
          sampled.add(name);
        }
      }
    }

    assertThat(sampled).containsExactly("gate", "yard", "roof", "gate", "yard", "roof");
  }

  @Test
  void nothingIsSampledBeforeARestIsOverUnlessTheClockWasSetBack() {
    var gate = new CameraId("gate");
    var sampling = new FrameSampling(Duration.ofSeconds(1));
    Instant start = Instant.parse("2026-01-01T08:00:00Z");
    sampling.sampled(gate, start);
    sampling.restUntil(start.plusSeconds(9));

    assertThat(sampling.isDue(gate, start.plusSeconds(8))).isFalse();
    assertThat(sampling.isDue(gate, start.plusSeconds(9))).isTrue();
    assertThat(sampling.isDue(gate, start.minusSeconds(3600))).isTrue();
  }

  @Test
  void agreementCountsObjectsOfLabelsThatBothKnow() {
    List<Detection> one = List.of(at(HEAD, 0.1), at(HEAD, 0.5), at(HELMET, 0.7));
    List<Detection> other = List.of(at(HEAD, 0.11), at(HELMET, 0.5), at(HELMET, 0.2));

    assertThat(Agreement.of(one, other, Set.of(HEAD))).isEqualTo(new Agreement(1, 2, 1, 1));
    assertThat(Agreement.of(one, other, Set.of(HEAD, HELMET)))
        .isEqualTo(new Agreement(1, 3, 3, 1))
        .extracting(Agreement::different)
        .isEqualTo(4L);
    assertThat(Agreement.of(one, other, Set.of())).isEqualTo(new Agreement(1, 0, 0, 0));
  }

  private ChallengerKeeper challengers(Device device, HttpClient client) {
    var config =
        new ChallengerConfig(
            folder.resolve("challengers"),
            Optional.of(KEY.verification()),
            model -> DetectorSettings.ofThreads(1),
            Duration.ZERO,
            1,
            Duration.ofMillis(1),
            2,
            Duration.ofMillis(50));
    return new ChallengerKeeper(
        config,
        device.model(),
        client,
        InstantSource.system(),
        (frame, seen, found, champion, challenger) ->
            disagreements.add(
                "%s, %s: %d x %d, %d, %d"
                    .formatted(
                        champion,
                        challenger,
                        frame.letterbox().sourceWidthPx(),
                        frame.letterbox().sourceHeightPx(),
                        seen.size(),
                        found.size())),
        this);
  }

  private String outcome() throws InterruptedException {
    ModelStatus status = told.take();
    while (status.code() == ModelStatus.UNDER_WAY) {
      status = told.take();
    }
    return "%d %s %s".formatted(status.code(), status.serving(), status.text());
  }

  private static Detection at(Label label, double left) {
    return new Detection(label, 0.9, new BoundingBox(left, 0.2, left + 0.2, 0.5));
  }

  @Override
  public void status(ModelStatus status) {
    told.add(status);
  }

  @Override
  public void rolledBack(ModelVersion from, ModelVersion to, String reason) {
    throw new AssertionError("a challenger never serves");
  }
}
