package dev.sitewarden.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardCodecTest {
  private static final ModelCard CARD =
      Cards.yolox(List.of(new Label("head"), new Label("helmet")));
  private static final String JSON = new String(ModelCardCodec.write(CARD), UTF_8);

  @Test
  void aCardReadsBackAsItWasWritten() {
    assertThat(ModelCardCodec.read(JSON.getBytes(UTF_8))).isEqualTo(CARD);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = JSON.strip().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ModelCardCodec.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fieldsOfALaterVersionAreSkipped() {
    String later = JSON.replaceFirst("\\{", "{\"later\": {\"a\": [1, null, true]}, ");

    assertThat(ModelCardCodec.read(later.getBytes(UTF_8))).isEqualTo(CARD);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"nms_iou\" : 0.45 | \"x\" : 1 | field 'nms_iou' is missing",
        "\"nms_iou\" : 0.45 | \"nms_iou\" : 1.5 | nms_iou must be inside 0..1, got 1.5",
        "\"width_px\" : 416 | \"width_px\" : 41.5 | field 'input.width_px' must be a whole number",
        "\"width_px\" : 416 | \"width_px\" : 8 | input.width_px must be a multiple of 8",
        "\"yolox\" | \"yolov9\" | field 'decoder' must be one of [yolox, centernet, nanodet, picodet], got 'yolov9'",
        "\"bgr\" | null | field 'input.colour_order' must be a text, got null",
        "\"helmet\" : 0.3 | \"hat\" : 0.3 | thresholds must name each label once",
        "\"helmet\" : 0.3 | \"helmet\" : 3 | thresholds.helmet must be inside 0..1, got 3.0",
        "\"detection\" | \"segmentation\" | task must be 'detection', got 'segmentation'",
        "\"1\" | \"\" | version must not be blank",
        "{ | [ | expected a JSON object",
        "\"name\" | name | no valid JSON"
      })
  void whatIsWrongIsNamed(String found, String replacement, String message) {
    String wrong = JSON.replaceFirst(Pattern.quote(found), replacement);

    assertThat(wrong).isNotEqualTo(JSON);
    assertThatThrownBy(() -> ModelCardCodec.read(wrong.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
