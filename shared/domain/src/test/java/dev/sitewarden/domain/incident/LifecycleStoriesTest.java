package dev.sitewarden.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every story that an incident can have. */
class LifecycleStoriesTest {
  private static final String SEED = "20261120";

  private record Step(IncidentState before, IncidentChange change, Optional<IncidentState> after) {
    boolean moves() {
      return after.filter(state -> state != before).isPresent();
    }
  }

  @Provide
  Arbitrary<List<IncidentChange>> stories() {
    return Stories.any();
  }

  @Property(seed = SEED)
  void onlyReopeningLeadsOutOfAVerdict(@ForAll("stories") List<IncidentChange> story) {
    assertThat(steps(story))
        .filteredOn(step -> step.before() == IncidentState.RESOLVED && step.moves())
        .allSatisfy(step -> assertThat(step.change()).isInstanceOf(IncidentChange.Reopened.class));
  }

  @Property(seed = SEED)
  void whatDevicesSayMovesNothingWhereverItComes(@ForAll("stories") List<IncidentChange> story) {
    List<IncidentChange> withoutDevices =
        story.stream().filter(change -> !Stories.isOfDevice(change)).toList();

    assertThat(Stories.endOf(story)).isEqualTo(Stories.endOf(withoutDevices));
    assertThat(steps(story))
        .filteredOn(step -> Stories.isOfDevice(step.change()))
        .allSatisfy(step -> assertThat(step.after()).contains(step.before()));
  }

  @Property(seed = SEED)
  void everyChangeMovesWhatItMayAndNothingElse(@ForAll("stories") List<IncidentChange> story) {
    for (Step step : steps(story)) {
      boolean isResolved = step.before() == IncidentState.RESOLVED;
      boolean isOpen = step.before() == IncidentState.OPEN;
      switch (step.change()) {
        case IncidentChange.Ended said -> assertThat(step.after()).contains(step.before());
        case IncidentChange.Updated said -> assertThat(step.after()).contains(step.before());
        case IncidentChange.EvidenceStored said -> assertThat(step.after()).contains(step.before());
        case IncidentChange.Commented words -> assertThat(step.after()).contains(step.before());
        case IncidentChange.Assigned work -> assertStays(step, !isResolved);
        case IncidentChange.Reclassified urgency -> assertStays(step, !isResolved);
        case IncidentChange.Separated apart -> assertStays(step, !isResolved);
        case IncidentChange.Escalated late -> assertStays(step, isOpen);
        case IncidentChange.Acknowledged seen -> assertThat(step.moves()).isEqualTo(isOpen);
        case IncidentChange.Resolved judged -> assertThat(step.moves()).isEqualTo(!isResolved);
        case IncidentChange.Reopened again -> assertThat(step.moves()).isEqualTo(isResolved);
      }
    }
  }

  @Property(seed = SEED)
  void aDecisionThatMovedItIsNotTakenTwice(@ForAll("stories") List<IncidentChange> story) {
    assertThat(steps(story))
        .filteredOn(Step::moves)
        .allSatisfy(
            step ->
                assertThat(Lifecycle.after(step.after().orElseThrow(), step.change())).isEmpty());
  }

  @Property(seed = SEED)
  void verdictsAndReopeningsAlternate(@ForAll("stories") List<IncidentChange> story) {
    List<Class<?>> moves =
        steps(story).stream()
            .filter(Step::moves)
            .<Class<?>>map(step -> step.change().getClass())
            .filter(kind -> kind != IncidentChange.Acknowledged.class)
            .toList();

    for (int i = 0; i < moves.size(); i++) {
      assertThat(moves.get(i))
          .isEqualTo(i % 2 == 0 ? IncidentChange.Resolved.class : IncidentChange.Reopened.class);
    }
  }

  @Property(seed = SEED)
  void noStoryEndsWhereNobodyCanGoOn(@ForAll("stories") List<IncidentChange> story) {
    IncidentState end = Stories.endOf(story);
    List<IncidentChange> waysOn =
        List.of(
            new IncidentChange.Resolved(Instant.EPOCH, "smith", Verdict.UNSURE, ""),
            new IncidentChange.Reopened(Instant.EPOCH, "smith", "again"));

    assertThat(waysOn).anyMatch(way -> Lifecycle.after(end, way).isPresent());
  }

  private static void assertStays(Step step, boolean isAllowed) {
    assertThat(step.moves()).isFalse();
    assertThat(step.after().isPresent()).isEqualTo(isAllowed);
  }

  private static List<Step> steps(List<IncidentChange> story) {
    List<Step> steps = new ArrayList<>();
    IncidentState state = IncidentState.OPEN;
    for (IncidentChange change : story) {
      Optional<IncidentState> after = Lifecycle.after(state, change);
      steps.add(new Step(state, change, after));
      state = after.orElse(state);
    }
    return steps;
  }
}
