package dev.sitewarden.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every story that an incident can have: seeded walks through the lifecycle, of two
 * hundred steps each, drawn from all changes there are.
 */
class LifecycleWalkTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final int STEPS = 200;

  private record Step(IncidentState before, IncidentChange change, Optional<IncidentState> after) {}

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyStoryKeepsTheRules(int seed) {
    List<Step> story = walk(new Random(seed));

    for (Step step : story) {
      boolean moves = step.after().filter(after -> after != step.before()).isPresent();
      switch (step.change()) {
        case IncidentChange.Ended device -> assertThat(step.after()).contains(step.before());
        case IncidentChange.Updated device -> assertThat(step.after()).contains(step.before());
        case IncidentChange.EvidenceStored device ->
            assertThat(step.after()).contains(step.before());
        case IncidentChange.Commented words -> assertThat(step.after()).contains(step.before());
        case IncidentChange.Assigned work -> assertStays(step, moves);
        case IncidentChange.Reclassified urgency -> assertStays(step, moves);
        case IncidentChange.Separated apart -> assertStays(step, moves);
        case IncidentChange.Escalated late -> {
          assertThat(moves).isFalse();
          assertThat(step.after().isPresent()).isEqualTo(step.before() == IncidentState.OPEN);
        }
        case IncidentChange.Acknowledged seen ->
            assertThat(moves).isEqualTo(step.before() == IncidentState.OPEN);
        case IncidentChange.Resolved judged ->
            assertThat(moves).isEqualTo(step.before() != IncidentState.RESOLVED);
        case IncidentChange.Reopened again ->
            assertThat(moves).isEqualTo(step.before() == IncidentState.RESOLVED);
      }
    }
    assertThatVerdictsAndReopeningsAlternate(story);
    assertThat(
            Lifecycle.after(last(story), new IncidentChange.Resolved(NOON, "a", Verdict.UNSURE, ""))
                .or(
                    () ->
                        Lifecycle.after(last(story), new IncidentChange.Reopened(NOON, "a", "b"))))
        .as("no story ends where nobody can go on")
        .isPresent();
  }

  /** Nothing of a resolved incident changes but by taking the verdict back. */
  private static void assertStays(Step step, boolean moves) {
    assertThat(moves).isFalse();
    assertThat(step.after().isPresent()).isEqualTo(step.before() != IncidentState.RESOLVED);
  }

  private static void assertThatVerdictsAndReopeningsAlternate(List<Step> story) {
    List<String> moves = new ArrayList<>();
    for (Step step : story) {
      if (step.after().isPresent() && step.change() instanceof IncidentChange.Resolved) {
        moves.add("resolved");
      }
      if (step.after().isPresent() && step.change() instanceof IncidentChange.Reopened) {
        moves.add("reopened");
      }
    }
    for (int i = 0; i < moves.size(); i++) {
      assertThat(moves.get(i)).isEqualTo(i % 2 == 0 ? "resolved" : "reopened");
    }
  }

  private static IncidentState last(List<Step> story) {
    Step end = story.getLast();
    return end.after().orElse(end.before());
  }

  private static List<Step> walk(Random random) {
    List<Step> story = new ArrayList<>();
    IncidentState state = IncidentState.OPEN;
    for (int i = 0; i < STEPS; i++) {
      IncidentChange change = any(random, NOON.plusSeconds(i));
      Optional<IncidentState> after = Lifecycle.after(state, change);
      story.add(new Step(state, change, after));
      state = after.orElse(state);
    }
    return story;
  }

  private static IncidentChange any(Random random, Instant at) {
    Severity severity = List.of(Severity.values()).get(random.nextInt(3));
    Detection head = new Detection(new Label("head"), 0.75, new BoundingBox(0.4, 0.4, 0.5, 0.5));
    return switch (random.nextInt(11)) {
      case 0 -> new IncidentChange.Ended(at);
      case 1 -> new IncidentChange.Updated(at, severity, head, 2);
      case 2 ->
          new IncidentChange.EvidenceStored(
              at, new Evidence(Evidence.Kind.CLIP, "a/clip.mp4", 1, Digest.of(new byte[1])));
      case 3 -> new IncidentChange.Acknowledged(at, "a");
      case 4 ->
          new IncidentChange.Resolved(
              at, "a", List.of(Verdict.values()).get(random.nextInt(3)), "");
      case 5 -> new IncidentChange.Reopened(at, "a", "again");
      case 6 -> new IncidentChange.Assigned(at, "a", Optional.of("b"));
      case 7 -> new IncidentChange.Commented(at, "a", "words");
      case 8 -> new IncidentChange.Reclassified(at, "a", severity, "");
      case 9 -> new IncidentChange.Separated(at, "a");
      default -> new IncidentChange.Escalated(at, 1 + random.nextInt(3), Duration.ofMinutes(5));
    };
  }
}
