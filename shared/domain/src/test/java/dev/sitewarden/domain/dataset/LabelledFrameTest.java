package dev.sitewarden.domain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.dataset.LabelledBox.Review;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.vision.Detection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledFrameTest {
  private static final Detection SUBJECT = Scenes.detection("head", 0.5, 0.5, 0.9);
  private static final Detection OTHER = Scenes.detection("helmet", 0.2, 0.5, 0.8);

  @ParameterizedTest(name = "{0} makes the judged box {1}")
  @CsvSource({"CONFIRMED, CONFIRMED", "REJECTED, REJECTED"})
  void aVerdictIsAboutTheJudgedBoxAlone(Verdict verdict, Review review) {
    LabelledFrame frame = judged(verdict).orElseThrow();

    assertThat(frame.complete()).isFalse();
    assertThat(frame.boxes())
        .containsExactly(
            new LabelledBox(SUBJECT.label(), SUBJECT.box(), review),
            new LabelledBox(OTHER.label(), OTHER.box(), Review.UNREVIEWED));
  }

  @Test
  void anUnsureVerdictTeachesNothing() {
    assertThat(judged(Verdict.UNSURE)).isEmpty();
  }

  @Test
  void aFrameNeedsAnImageAndASize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledFrame(" ", 640, 360, List.of(), true))
        .withMessageContaining("needs an image");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledFrame("a.jpg", 0, 360, List.of(), true))
        .withMessage("frame a.jpg must be at least 1x1 px, got 0x360");
  }

  private static Optional<LabelledFrame> judged(Verdict verdict) {
    return LabelledFrame.ofVerdict("a.jpg", 640, 360, SUBJECT, List.of(OTHER), verdict);
  }
}
