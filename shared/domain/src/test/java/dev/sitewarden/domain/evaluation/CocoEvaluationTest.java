package dev.sitewarden.domain.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures are 1000x1000 px, so that 0.1 of a side is 100 px. */
class CocoEvaluationTest {
  private static final Label HEAD = new Label("head");
  private static final Label HELMET = new Label("helmet");
  private static final BoundingBox PLACE = new BoundingBox(0.1, 0.1, 0.2, 0.2);
  private static final BoundingBox ELSEWHERE = new BoundingBox(0.7, 0.7, 0.8, 0.8);

  @Test
  void everythingFoundIsOne() {
    var evaluation = evaluate(List.of(head(PLACE)), List.of(head(0.9, PLACE)));

    assertThat(evaluation.summary().ap()).hasValue(1);
    assertThat(evaluation.summary().ar1()).hasValue(1);
    assertThat(evaluation.summary().apLarge()).hasValue(1);
    assertThat(evaluation.summary().apSmall()).isEmpty();
  }

  @Test
  void nothingFoundIsZero() {
    var evaluation = evaluate(List.of(head(PLACE)), List.of());

    assertThat(evaluation.summary().ap()).hasValue(0);
  }

  @Test
  void nothingToFindIsNoFigure() {
    var evaluation = evaluate(List.of(), List.of(head(0.9, PLACE)));

    assertThat(evaluation.meanAveragePrecision(0.5)).isEmpty();
    assertThat(evaluation.curve(HEAD, 0.5).at(0.5)).isEqualTo(new PrecisionRecall(0.5, 0, 1, 0));
  }

  /** Right, wrong, right of two objects: precision 1 up to recall .5 (51 of 101), then 2/3. */
  @Test
  void averagePrecisionIsTheMeanOfTheEnvelopeAt101Recalls() {
    var evaluation =
        evaluate(
            List.of(head(PLACE), head(ELSEWHERE)),
            List.of(
                head(0.9, PLACE),
                head(0.8, new BoundingBox(0.4, 0.4, 0.5, 0.5)),
                head(0.7, ELSEWHERE)));

    assertThat(evaluation.curve(HEAD, 0.5).averagePrecision())
        .isCloseTo((51 + 50 * 2.0 / 3) / 101, within(1e-12));
  }

  @Test
  void anObjectIsFoundOnce() {
    var evaluation = evaluate(List.of(head(PLACE)), List.of(head(0.9, PLACE), head(0.8, PLACE)));

    assertThat(evaluation.curve(HEAD, 0.5).at(0)).isEqualTo(new PrecisionRecall(0, 1, 1, 1));
  }

  @Test
  void theBetterScoreChoosesFirst() {
    BoundingBox near = new BoundingBox(0.12, 0.1, 0.22, 0.2);
    BoundingBox nearer = new BoundingBox(0.11, 0.1, 0.21, 0.2);
    var evaluation = evaluate(List.of(head(PLACE)), List.of(head(0.5, nearer), head(0.9, near)));

    assertThat(evaluation.curve(HEAD, 0.5).at(0.9)).isEqualTo(new PrecisionRecall(0.9, 1, 0, 1));
    assertThat(evaluation.curve(HEAD, 0.5).at(0.5)).isEqualTo(new PrecisionRecall(0.5, 1, 1, 1));
  }

  @Test
  void labelsAreJudgedApartAndWeighTheSame() {
    var evaluation =
        evaluate(
            List.of(head(PLACE), GroundTruth.object(HELMET, ELSEWHERE)),
            List.of(head(0.9, PLACE), head(0.8, ELSEWHERE)));

    assertThat(evaluation.labels()).containsExactly(HEAD, HELMET);
    assertThat(evaluation.curve(HEAD, 0.5).averagePrecision()).isEqualTo(1);
    assertThat(evaluation.meanAveragePrecision(0.5)).hasValue(0.5);
  }

  @Test
  void detectionsInAnIgnoredRegionCountNeitherWay() {
    BoundingBox region = new BoundingBox(0.5, 0.5, 1, 1);
    var evaluation =
        evaluate(
            List.of(head(PLACE), GroundTruth.ignored(HEAD, region)),
            List.of(
                head(0.95, ELSEWHERE),
                head(0.94, new BoundingBox(0.6, 0.6, 0.65, 0.65)),
                head(0.9, PLACE)));

    assertThat(evaluation.curve(HEAD, 0.5).at(0)).isEqualTo(new PrecisionRecall(0, 1, 0, 1));
  }

  @Test
  void anObjectGoesBeforeTheIgnoredRegionAroundIt() {
    BoundingBox region = new BoundingBox(0, 0, 0.5, 0.5);
    var evaluation =
        evaluate(
            List.of(GroundTruth.ignored(HEAD, region), head(PLACE)), List.of(head(0.9, PLACE)));

    assertThat(evaluation.curve(HEAD, 0.5).at(0)).isEqualTo(new PrecisionRecall(0, 1, 0, 1));
  }

  @ParameterizedTest(name = "{0} px square: small {1}, medium {2}, large {3}")
  @CsvSource({
    "31, true, false, false",
    "33, false, true, false",
    "95, false, true, false",
    "97, false, false, true"
  })
  void sizesAreToldApartByArea(int px, boolean small, boolean medium, boolean large) {
    BoundingBox box = new BoundingBox(0.1, 0.1, 0.1 + px / 1000.0, 0.1 + px / 1000.0);
    var summary = evaluate(List.of(head(box)), List.of(head(0.9, box))).summary();

    assertThat(summary.apSmall().isPresent()).isEqualTo(small);
    assertThat(summary.apMedium().isPresent()).isEqualTo(medium);
    assertThat(summary.apLarge().isPresent()).isEqualTo(large);
  }

  @Test
  void aWrongDetectionOfAnotherSizeDoesNotCount() {
    BoundingBox large = new BoundingBox(0.5, 0.5, 0.8, 0.8);
    BoundingBox medium = new BoundingBox(0.1, 0.1, 0.15, 0.15);
    var summary =
        evaluate(List.of(head(medium)), List.of(head(0.95, large), head(0.9, medium))).summary();

    assertThat(summary.apMedium()).hasValue(1);
    assertThat(summary.ap()).hasValue(0.5);
  }

  @Test
  void onlyTheBestDetectionsOfAPictureCount() {
    var evaluation =
        evaluate(
            List.of(head(PLACE), head(ELSEWHERE)), List.of(head(0.9, PLACE), head(0.8, ELSEWHERE)));

    assertThat(evaluation.summary().ar1()).hasValue(0.5);
    assertThat(evaluation.summary().ar10()).hasValue(1);
  }

  @Test
  void theOperatingPointIsTheOneThatFindsMostAtThatPrecision() {
    PrecisionCurve curve =
        evaluate(
                List.of(head(PLACE), head(ELSEWHERE)),
                List.of(
                    head(0.9, PLACE),
                    head(0.8, new BoundingBox(0.4, 0.4, 0.5, 0.5)),
                    head(0.7, ELSEWHERE)))
            .curve(HEAD, 0.5);

    assertThat(curve.mostRecallAt(0.9)).isEqualTo(new PrecisionRecall(0.9, 1, 0, 2));
    assertThat(curve.mostRecallAt(0.6)).isEqualTo(new PrecisionRecall(0.7, 2, 1, 2));
    assertThat(curve.at(0.95).precision()).isEqualTo(1);
  }

  @Test
  void aPictureWithoutItsDetectionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CocoEvaluation.of(List.of(), List.of(List.of())))
        .withMessage("evaluation needs detections for each picture, got 1 for 0");
  }

  private static CocoEvaluation evaluate(List<GroundTruth> objects, List<Detection> detections) {
    return CocoEvaluation.of(List.of(new ImageTruth(1000, 1000, objects)), List.of(detections));
  }

  private static GroundTruth head(BoundingBox box) {
    return GroundTruth.object(HEAD, box);
  }

  private static Detection head(double score, BoundingBox box) {
    return new Detection(HEAD, score, box);
  }
}
