package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerSettingsTest {
  @ParameterizedTest(name = "{6}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1|0.5|2|PT1S|0.2|0.5|tracker needs 0 <= low-score <= high-score <= 1, got 0.5 and 0.1",
        "NaN|0.1|2|PT1S|0.2|0.5|tracker needs 0 <= low-score <= high-score <= 1, got 0.1 and NaN",
        "0.5|0.1|0|PT1S|0.2|0.5|tracker confirm-after must be at least 1 frame, got 0",
        "0.5|0.1|2|PT-1S|0.2|0.5|tracker patience must be 0s or more, got PT-1S",
        "0.5|0.1|2|PT1S|1|0.5|tracker min-iou must be 0 or more and below 1, got 1.0",
        "0.5|0.1|2|PT1S|0.2|NaN|tracker min-iou-low must be 0 or more and below 1, got NaN"
      })
  void badSettingsAreRefused(
      double high,
      double low,
      int after,
      Duration patience,
      double iou,
      double iouLow,
      String say) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrackerSettings(high, Map.of(), low, after, patience, iou, iouLow))
        .withMessage(say);
  }

  @Test
  void aModelsOwnThresholdMayLieBelowTheLowScore() {
    var settings = TrackerSettings.defaults().withHighScores(Map.of(new Label("head"), 0.05));

    assertThat(settings.lowScore()).isEqualTo(0.05);
    assertThat(settings.highScoreOf(new Label("head"))).isEqualTo(0.05);
    assertThat(settings.highScoreOf(new Label("helmet"))).isEqualTo(0.5);
  }
}
