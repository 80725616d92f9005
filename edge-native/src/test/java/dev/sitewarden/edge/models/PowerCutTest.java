package dev.sitewarden.edge.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.inference.trust.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * {@code kill -9} of a device at every step of an update: after it the old or the new model serves,
 * proved on its golden samples, and the same order comes to its end.
 */
@Timeout(180)
class PowerCutTest {
  private static final SigningKey KEY = SigningKey.generate();

  private final Path folder;
  private final Path key;
  private final Packages packages;

  PowerCutTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    key = Files.writeString(folder.resolve("models.key.pub"), KEY.verification().pem());
    packages = new Packages(folder, KEY);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"ROLLING_BACK", "ROLLED_BACK"})
  void theOldOrTheNewModelServesAfterACutInAnUpdate(UpdateStep step)
      throws IOException, InterruptedException {
    PackedModel next = packages.good("2");
    killAt(step, next, "short");

    try (Device device = restarted()) {
      boolean hadServed = step.compareTo(UpdateStep.ON_TRIAL) >= 0;
      assertThat(device.serving()).hasToString(hadServed ? "ppe-2" : "ppe-1");

      device.order(next.order(), 2);

      assertThat(device.outcome().serving()).hasToString("ppe-2");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ROLLING_BACK", "ROLLED_BACK"})
  void theOldModelServesAfterACutInARollback(UpdateStep step)
      throws IOException, InterruptedException {
    PackedModel blind = packages.blind("2");
    killAt(step, blind, "long");

    try (Device device =
        new Device(state(), KEY.verification(), HealthLimits.defaults(), reached -> {})) {
      device.order(blind.order(), 2);

      ModelStatus status = device.outcome();
      assertThat(status.code()).isEqualTo(400);
      assertThat(status.serving()).hasToString("ppe-1");
    }
  }

  @Test
  void aModelThatEndsTheProcessTwiceIsQuarantined() throws IOException, InterruptedException {
    PackedModel next = packages.good("2");
    killAt(UpdateStep.ON_TRIAL, next, "long");
    killAt(UpdateStep.PROVED, next, "long"); // it loads the model on trial, the second start

    try (Device device = restarted()) {
      assertThat(device.serving()).hasToString("ppe-1");
      assertThat(device.rolledBack())
          .singleElement()
          .asString()
          .contains("the process ended 2 times");

      device.order(next.order(), 3);

      assertThat(device.next().text()).startsWith("quarantined");
    }
  }

  private Device restarted() {
    return new Device(state(), KEY.verification(), Device.shortTrial(), step -> {});
  }

  private Path state() {
    return folder.resolve("state");
  }

  private void killAt(UpdateStep step, PackedModel model, String trial)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dsitewarden.root=" + System.getProperty("sitewarden.root"),
                "-cp",
                System.getProperty("java.class.path"),
                UpdatingDevice.class.getName(),
                state().toString(),
                key.toString(),
                Path.of(model.order().uri()).toString(),
                model.order().version(),
                step.name(),
                trial)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      process.toHandle().destroyForcibly();
      assertThat(line).isEqualTo(step.name());
    }
    process.waitFor();
  }
}
