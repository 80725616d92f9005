package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.trust.SigningKey;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
      assertThat(disagreements.poll(60, TimeUnit.SECONDS)).startsWith("ppe-9: 416 x 312, ");
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
        ModelsConfig.of(
            folder.resolve("challengers"),
            Packages.BUNDLED,
            KEY.verification(),
            model -> DetectorSettings.ofThreads(1));
    return new ChallengerKeeper(
        config,
        device.model(),
        Duration.ZERO,
        Duration.ofMillis(1),
        client,
        InstantSource.system(),
        (frame, champion, challenger, version) ->
            disagreements.add(
                "%s: %d x %d, %d, %d"
                    .formatted(
                        version,
                        frame.letterbox().sourceWidthPx(),
                        frame.letterbox().sourceHeightPx(),
                        champion.size(),
                        challenger.size())),
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
