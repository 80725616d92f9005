package dev.sitewarden.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.fleet.Blur;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlurPlanTest {
  private static final Instant FIRED = Clips.START.plusSeconds(3);
  private static final Detection SUBJECT = seen("head", 0.2, 0.4);
  private static final Detection OTHER = seen("helmet", 0.7, 0.4);

  @Test
  void everybodyButTheSubjectIsHidden() {
    BlurPlan plan = plan(Blur.OTHERS, steady(SUBJECT, OTHER));

    assertThat(isHidden(plan, OTHER, FIRED)).isTrue();
    assertThat(isHidden(plan, SUBJECT, FIRED)).isFalse();
    assertThat(plan.clear(FIRED)).containsExactly(SUBJECT.box());
  }

  @Test
  void subjectIsHiddenTooWhereAllAre() {
    BlurPlan plan = plan(Blur.ALL, steady(SUBJECT, OTHER));

    assertThat(isHidden(plan, SUBJECT, FIRED)).isTrue();
    assertThat(plan.clear(FIRED)).isEmpty();
  }

  @Test
  void headThatTheModelMissedForAMomentStaysHidden() {
    List<SeenFrame> frames = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      boolean missed = i >= 12 && i < 19;
      frames.add(frame(i, missed ? List.of(SUBJECT) : List.of(SUBJECT, OTHER)));
    }
    BlurPlan plan = plan(Blur.OTHERS, frames);

    for (int i = 0; i < 30; i++) {
      assertThat(isHidden(plan, OTHER, at(i))).isTrue();
    }
  }

  @Test
  void headIsHiddenBeforeItWasSeenFirstAndAfterItWasSeenLast() {
    List<SeenFrame> frames = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      frames.add(frame(i, i >= 10 && i < 20 ? List.of(OTHER) : List.of()));
    }
    BlurPlan plan = plan(Blur.OTHERS, frames);

    assertThat(isHidden(plan, OTHER, at(5))).isTrue();
    assertThat(isHidden(plan, OTHER, at(24))).isTrue();
    assertThat(plan.hidden(at(2))).isEmpty();
    assertThat(plan.hidden(at(28))).isEmpty();
  }

  @Test
  void walkingHeadIsHiddenBetweenTheFramesThatTheModelSaw() {
    List<SeenFrame> frames = new ArrayList<>();
    for (int i = 0; i < 30; i += 5) { // two frames a second
      frames.add(frame(i, List.of(seen("helmet", 0.3 + 0.006 * i, 0.4))));
    }
    BlurPlan plan = plan(Blur.OTHERS, frames);

    for (int i = 0; i <= 25; i++) {
      assertThat(isHidden(plan, seen("helmet", 0.3 + 0.006 * i, 0.4), at(i))).isTrue();
    }
  }

  @Test
  void helmetThatIsTakenForAHeadForAMomentStaysTheSubject() {
    List<SeenFrame> frames = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String label = i % 4 == 0 && i != 12 ? "helmet" : "head";
      frames.add(frame(i, List.of(seen(label, 0.2, 0.4))));
    }
    BlurPlan plan = plan(Blur.OTHERS, frames, at(12));

    for (int i = 0; i < 30; i++) {
      assertThat(plan.hidden(at(i))).isEmpty();
    }
  }

  @Test
  void upperPartOfAPersonWithoutAHeadIsHidden() {
    Detection person = new Detection(new Label("person"), 0.8, new BoundingBox(0.7, 0.2, 0.8, 0.8));
    BlurPlan plan = plan(Blur.OTHERS, steady(SUBJECT, person));

    assertThat(plan.hidden(FIRED))
        .singleElement()
        .satisfies(
            box -> {
              assertThat(box.top()).isLessThan(0.2);
              assertThat(box.bottom()).isBetween(0.3, 0.5);
              assertThat(box.left()).isLessThan(0.7);
            });
  }

  @Test
  void whatHasNoFaceIsLeftAlone() {
    BlurPlan plan = plan(Blur.ALL, steady(seen("forklift", 0.5, 0.5)));

    assertThat(plan.hidden(FIRED)).isEmpty();
  }

  private static BlurPlan plan(Blur blur, List<SeenFrame> frames) {
    return plan(blur, frames, FIRED);
  }

  private static BlurPlan plan(Blur blur, List<SeenFrame> frames, Instant fired) {
    return new BlurPlan(
        new Privacy(blur, List.of()), Worksite.incident(fired, SUBJECT).data(), frames);
  }

  private static List<SeenFrame> steady(Detection... detections) {
    List<SeenFrame> frames = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      frames.add(frame(i, List.of(detections)));
    }
    return frames;
  }

  private static SeenFrame frame(int index, List<Detection> detections) {
    return new SeenFrame(at(index), detections, detections);
  }

  private static Instant at(int index) {
    return Clips.START.plus(Duration.ofMillis(100).multipliedBy(index));
  }

  private static Detection seen(String label, double left, double top) {
    return new Detection(
        new Label(label), 0.8, new BoundingBox(left, top, left + 0.05, top + 0.08));
  }

  private static boolean isHidden(BlurPlan plan, Detection detection, Instant at) {
    BoundingBox head = detection.box();
    List<Point> corners =
        List.of(
            new Point(head.left(), head.top()),
            new Point(head.right(), head.top()),
            new Point(head.left(), head.bottom()),
            new Point(head.right(), head.bottom()));
    return plan.hidden(at).stream()
        .anyMatch(box -> corners.stream().allMatch(it -> holds(box, it)));
  }

  private static boolean holds(BoundingBox box, Point point) {
    return point.x() >= box.left()
        && point.x() <= box.right()
        && point.y() >= box.top()
        && point.y() <= box.bottom();
  }
}
