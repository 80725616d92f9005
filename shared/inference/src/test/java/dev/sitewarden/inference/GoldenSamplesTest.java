package dev.sitewarden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {
  private static final Path BUNDLED = Path.of(System.getProperty("sitewarden.root"), "models/ppe");
  private static final Label HEAD = new Label("head");

  private final Path folder;

  GoldenSamplesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theBundledModelAnswersAsItDidWhenItWasMade() {
    ModelPackage bundled = ModelPackage.open(BUNDLED);

    try (Detector detector = Detector.open(bundled, 1)) {
      assertThatCode(() -> GoldenSamples.check(bundled, detector)).doesNotThrowAnyException();
    }
  }

  @Test
  void aModelThatAnswersOtherwiseIsRejected() throws IOException {
    copy();
    Path answer = folder.resolve("golden/still_00000.json");
    Files.writeString(answer, Files.readString(answer).replace("0.92639", "0.72639"));

    assertCheck("on golden sample still_00000.jpg it does not find head with score 0.726");
  }

  @Test
  void aModelWithoutGoldenSamplesIsRejected() throws IOException {
    copy();
    try (Stream<Path> golden = Files.list(folder.resolve("golden"))) {
      for (Path file : golden.toList()) {
        Files.delete(file);
      }
    }

    assertCheck("its golden samples show no object, so they prove nothing");
  }

  @Test
  void anAnswerThatIsNoneIsNamed() throws IOException {
    copy();
    Files.writeString(folder.resolve("golden/still_00000.json"), "[{\"label\":\"head\"}]");

    assertCheck("still_00000.json rejected: field '[0].box' is missing");
  }

  @Test
  void whatIsWrittenIsFoundAgain() throws IOException {
    copy();
    ModelPackage model = ModelPackage.open(folder);
    GoldenSamples.write(model, List.of(BUNDLED.resolve("golden/still_00002.jpg")));

    assertThat(folder.resolve("golden/still_00002.json"))
        .hasSameTextualContentAs(BUNDLED.resolve("golden/still_00002.json"));
  }

  static List<Arguments> differences() {
    return List.of(
        Arguments.of("the same", List.of(head(0.9, 0.1)), ""),
        Arguments.of("a score that rounds otherwise", List.of(head(0.87, 0.1)), ""),
        Arguments.of("another score", List.of(head(0.8, 0.1)), "does not find head"),
        Arguments.of("another place", List.of(head(0.9, 0.3)), "does not find head"),
        Arguments.of("nothing", List.of(), "does not find head with score 0.900"),
        Arguments.of("one more at the threshold", List.of(head(0.9, 0.1), head(0.32, 0.5)), ""),
        Arguments.of(
            "one more", List.of(head(0.9, 0.1), head(0.6, 0.5)), "finds what is not expected"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void onlyDifferencesThatCountAreNamed(String name, List<Detection> found, String difference) {
    var golden = new GoldenAnswer(List.of(head(0.9, 0.1)), Cards.yolox(List.of(HEAD)));

    assertThat(golden.differenceTo(found).orElse("")).as(name).startsWith(difference);
    assertThat(golden.differenceTo(found).isPresent()).isEqualTo(!difference.isEmpty());
  }

  private static Detection head(double score, double left) {
    return new Detection(HEAD, score, new BoundingBox(left, 0.1, left + 0.1, 0.3));
  }

  private void copy() throws IOException {
    Files.createDirectories(folder.resolve("golden"));
    try (Stream<Path> files = Files.walk(BUNDLED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(BUNDLED.relativize(file)));
      }
    }
  }

  private void assertCheck(String message) {
    ModelPackage model = ModelPackage.open(folder);
    try (Detector detector = Detector.open(model, 1)) {
      assertThatThrownBy(() -> GoldenSamples.check(model, detector))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }
}
