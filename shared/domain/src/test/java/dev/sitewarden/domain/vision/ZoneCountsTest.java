package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.ZoneCount.LabelCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two frames a second, intervals of a minute; the first begins at 09:30. */
class ZoneCountsTest {
  private static final Label PERSON = new Label("person");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Zone DOCK =
      Scenes.dock(
          Anchor.CENTRE,
          new Rule.LineCrossed(
              RuleTerms.alarm(new RuleId("line"), Set.of(PERSON), Duration.ZERO),
              new Segment(new Point(0, 0.5), new Point(1, 0.5)),
              Set.of(Direction.IN)));

  private interface Script {
    List<Track> tracksAt(double second);
  }

  @Test
  void countsSayWhoWasThereForHowLong() {
    // One stays for the whole minute, another for 15 s of it, a helmet for 30 s.
    List<ZoneCount> counts =
        play(
            60.5,
            second -> {
              List<Track> tracks = new ArrayList<>(List.of(at(1, "person", 0.4)));
              if (second >= 10 && second < 25) {
                tracks.add(at(2, "person", 0.6));
              }
              if (second >= 20 && second < 50) {
                tracks.add(at(3, "helmet", 0.6));
              }
              return tracks;
            });

    ZoneCount minute = counts.getFirst();
    assertThat(counts).hasSize(1);
    assertThat(minute.from()).isEqualTo(Scenes.START);
    assertThat(minute.to()).isEqualTo(Scenes.START.plus(MINUTE));
    assertThat(minute.watched()).isEqualTo(MINUTE);
    LabelCount people = minute.labels().getLast();
    assertThat(minute.labels().getFirst().label()).isEqualTo(new Label("helmet"));
    assertThat(people.most()).isEqualTo(2);
    assertThat(people.mean()).isCloseTo(1.25, within(0.05)); // 3 frames are not believed at once
    assertThat(people.entered()).isEqualTo(2);
    assertThat(people.left()).isEqualTo(1);
  }

  @Test
  void whoStaysOnEntersOnlyOnce() {
    List<ZoneCount> counts = play(180.5, second -> List.of(at(1, "person", 0.4)));

    assertThat(counts).hasSize(3);
    assertThat(counts)
        .extracting(count -> count.labels().getFirst().entered())
        .containsExactly(1, 0, 0);
    assertThat(counts.get(1).labels()).containsExactly(new LabelCount(PERSON, 1, 1.0, 0, 0, 0, 0));
  }

  @Test
  void someoneWhoFlickersEntersOnlyOnceAndLeavesNever() {
    List<ZoneCount> counts =
        play(60.5, second -> second % 2 < 1 ? List.of() : List.of(at(1, "person", 0.4)));

    assertThat(counts.getFirst().labels().getFirst().entered()).isEqualTo(1);
    assertThat(counts.getFirst().labels().getFirst().left()).isZero();
  }

  @Test
  void crossingsOfTheZonesLinesAreCountedBothWays() {
    List<ZoneCount> counts =
        play(
            60.5,
            second ->
                List.of(
                    new Track(
                        new TrackId(1),
                        Scenes.person(0.5, 0.5 + 0.1 * Math.sin(second / 3), 0.9),
                        3)));

    // The sine of 0..20 changes its sign at 3, 6, 9, 12, 15 and 18 and begins on the line.
    LabelCount people = counts.getFirst().labels().getFirst();
    assertThat(people.in()).isEqualTo(3);
    assertThat(people.out()).isEqualTo(3);
  }

  @Test
  void anEmptyZoneIsReportedAndAnUnwatchedMinuteIsNot() {
    var counts = new ZoneCounts(List.of(DOCK), Masks.NONE, MINUTE);
    List<ZoneCount> over = new ArrayList<>();

    for (int i = 0; i <= 60; i++) {
      over.addAll(counts.advance(List.of(), List.of(), Scenes.START.plusMillis(500L * i)));
    }
    over.addAll(counts.advance(List.of(), List.of(), Scenes.START.plusSeconds(600)));
    over.addAll(counts.finish());

    assertThat(over)
        .containsExactly(
            new ZoneCount(
                DOCK.id(),
                Scenes.START,
                Scenes.START.plus(MINUTE),
                Duration.ofSeconds(30),
                List.of()),
            new ZoneCount(
                DOCK.id(),
                Scenes.START.plusSeconds(600),
                Scenes.START.plusSeconds(660),
                Duration.ZERO,
                List.of()));
  }

  @Test
  void aClockThatIsSetBackEndsTheInterval() {
    var counts = new ZoneCounts(List.of(DOCK), Masks.NONE, MINUTE);
    counts.advance(List.of(), List.of(), Scenes.START);

    List<ZoneCount> over = counts.advance(List.of(), List.of(), Scenes.START.minusSeconds(3600));

    assertThat(over)
        .singleElement()
        .satisfies(count -> assertThat(count.from()).isEqualTo(Scenes.START));
  }

  @Test
  void whoStandsInAnIgnoredAreaIsNotCountedAndInAPrivacyAreaIs() {
    var left =
        new Polygon(
            List.of(new Point(0, 0), new Point(0.5, 0), new Point(0.5, 1), new Point(0, 1)));
    var ignoring = new ZoneCounts(List.of(DOCK), new Masks(List.of(left), List.of()), MINUTE);
    var hiding = new ZoneCounts(List.of(DOCK), new Masks(List.of(), List.of(left)), MINUTE);
    for (int i = 0; i < 5; i++) {
      List<Track> both = List.of(at(1, "person", 0.4), at(2, "person", 0.6));
      ignoring.advance(both, List.of(), Scenes.at(i));
      hiding.advance(both, List.of(), Scenes.at(i));
    }

    assertThat(ignoring.finish().getFirst().labels())
        .extracting(ZoneCount.LabelCount::most)
        .containsExactly(1);
    assertThat(hiding.finish().getFirst().labels())
        .extracting(ZoneCount.LabelCount::most)
        .containsExactly(2);
  }

  @Test
  void anIntervalShorterThanASecondIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZoneCounts(List.of(DOCK), Masks.NONE, Duration.ofMillis(999)))
        .withMessage("counts need an interval of 1s or more, got PT0.999S");
  }

  private static List<ZoneCount> play(double seconds, Script script) {
    var rules = new ZoneRules(List.of(DOCK));
    var counts = new ZoneCounts(List.of(DOCK), Masks.NONE, MINUTE);
    List<ZoneCount> over = new ArrayList<>();
    for (int i = 0; i < seconds * 2; i++) {
      Instant at = Scenes.START.plusMillis(500L * i);
      List<Track> tracks = script.tracksAt(i / 2.0);
      over.addAll(counts.advance(tracks, rules.advance(tracks, at), at));
    }
    return over;
  }

  private static Track at(long id, String label, double x) {
    return new Track(new TrackId(id), Scenes.detection(label, x, 0.5, 0.9), 3);
  }
}
