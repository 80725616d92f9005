package dev.sitewarden.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelOrderTest {
  @ParameterizedTest
  @ValueSource(strings = {"https://hub/models/7.tar", "http://hub/7.tar", "file:///media/7.tar"})
  void addressesThatADeviceCanReadAreTaken(String uri) {
    assertThat(order(uri, 1, "onnx").uri()).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://hub/7.tar, 1, onnx, uri must be http",
    "7.tar, 1, onnx, uri must be http",
    "https://user:secret@hub/7.tar, 1, onnx, uri must be http",
    "https://hub/7.tar, 0, onnx, size must be",
    "https://hub/7.tar, 100663297, onnx, size must be",
    "https://hub/7.tar, 1, tflite, format must be 'onnx'"
  })
  void wrongOrdersAreRefused(String uri, long size, String format, String message) {
    assertThatThrownBy(() -> order(uri, size, format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model order: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0, 0.1.0, 0",
    "0.1.0, 0.1.0-SNAPSHOT, 0",
    "0.10.0, 0.9.9, 1",
    "0.9.9, 0.10.0, -1",
    "2.0.0, 10.0.0, -1",
    "1.0.2, 1.0.1, 1"
  })
  void versionsCompareAsNumbers(String one, String other, int order) {
    assertThat(RuntimeVersion.of(one).compareTo(RuntimeVersion.of(other))).isEqualTo(order);
  }

  @Test
  void aVersionThatIsNoneIsRefused() {
    assertThatThrownBy(() -> RuntimeVersion.of("new"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runtime version must be three numbers like 0.1.0, got 'new'");
  }

  private static ModelOrder order(String uri, long size, String format) {
    return new ModelOrder(
        "7",
        URI.create(uri),
        Digest.of(new byte[0]),
        size,
        format,
        RuntimeVersion.of("0.1.0"),
        false);
  }
}
