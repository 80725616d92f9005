package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PpeAssociationTest {
  private static final Detection LEFT = person(0.2, 0.3, 0.3, 0.9);
  private static final Detection RIGHT = person(0.6, 0.3, 0.7, 0.9);

  private final PpeAssociation association = new PpeAssociation();

  @Test
  void aBareHeadMakesItsPersonOneWithoutHelmetAtThePersonsFeet() {
    List<Detection> without =
        association.derive(List.of(RIGHT, LEFT, bare(0.23, 0.31, 0.27, 0.38, 0.6)));

    assertThat(without)
        .containsExactly(new Detection(PpeAssociation.PERSON_WITHOUT_HELMET, 0.6, LEFT.box()));
  }

  /** A person from (0.4, 0.2) to (0.6, 1.0), so a head is 0.1 high. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "on top, 0.46, 0.21, 0.54, 0.31, true",
    "reaching over the top, 0.46, 0.17, 0.54, 0.27, true",
    "of somebody who bends, 0.40, 0.40, 0.48, 0.50, true",
    "at the knees, 0.46, 0.80, 0.54, 0.90, false",
    "beside the shoulder, 0.60, 0.21, 0.68, 0.31, false",
    "mostly above the box, 0.46, 0.12, 0.54, 0.22, false",
    "far too small, 0.49, 0.25, 0.51, 0.27, false",
    "far too large, 0.40, 0.20, 0.60, 0.75, false",
    "of head and shoulders that fill the box, 0.45, 0.20, 0.55, 0.60, true"
  })
  void aHeadBelongsToAPersonOnlyWhereAndAsLargeAsHeadsAre(
      String name, double left, double top, double right, double bottom, boolean belongs) {
    Detection person = person(0.4, 0.2, 0.6, 1);

    assertThat(association.derive(List.of(person, bare(left, top, right, bottom, 0.9))))
        .hasSize(belongs ? 1 : 0);
  }

  @Test
  void aHelmetAndAnUnseenHeadGiveNothing() {
    assertThat(
            association.derive(List.of(LEFT, RIGHT, head("helmet", 0.23, 0.31, 0.27, 0.38, 0.9))))
        .isEmpty();
  }

  @Test
  void ofTwoWhoOverlapEachGetsTheHeadThatFitsBoth() {
    Detection front = person(0.40, 0.30, 0.52, 0.95);
    Detection behind = person(0.46, 0.25, 0.58, 0.85);
    Detection helmetInFront = head("helmet", 0.44, 0.31, 0.48, 0.38, 0.9);
    Detection bareBehind = bare(0.50, 0.26, 0.54, 0.33, 0.7); // inside both boxes sideways

    assertThat(association.derive(List.of(front, behind, helmetInFront, bareBehind)))
        .extracting(Detection::box)
        .containsExactly(behind.box());
    assertThat(association.derive(List.of(bareBehind, behind, helmetInFront, front)))
        .extracting(Detection::box)
        .containsExactly(behind.box());
  }

  @Test
  void aHeadInDoubtIsWhatScoresBetter() {
    Detection helmet = head("helmet", 0.23, 0.31, 0.27, 0.38, 0.7);
    Detection bare = bare(0.23, 0.312, 0.271, 0.381, 0.4);

    assertThat(association.derive(List.of(LEFT, helmet, bare))).isEmpty();
    assertThat(association.derive(List.of(LEFT, bare, helmet))).isEmpty();
  }

  @Test
  void twoHeadsInOneBoxMakeOnePerson() {
    assertThat(
            association.derive(
                List.of(LEFT, bare(0.21, 0.31, 0.25, 0.38, 0.5), bare(0.26, 0.31, 0.3, 0.38, 0.6))))
        .extracting(Detection::score)
        .containsExactly(0.6);
  }

  @Test
  void headsWithoutPeopleAndPeopleWithoutHeadsGiveNothing() {
    assertThat(association.derive(List.of(bare(0.2, 0.2, 0.3, 0.3, 0.9)))).isEmpty();
    assertThat(association.derive(List.of(LEFT))).isEmpty();
    assertThat(association.derive(List.of())).isEmpty();
  }

  private static Detection person(double left, double top, double right, double bottom) {
    return head("person", left, top, right, bottom, 0.8);
  }

  private static Detection bare(
      double left, double top, double right, double bottom, double score) {
    return head("head", left, top, right, bottom, score);
  }

  private static Detection head(
      String label, double left, double top, double right, double bottom, double score) {
    return new Detection(new Label(label), score, new BoundingBox(left, top, right, bottom));
  }
}
