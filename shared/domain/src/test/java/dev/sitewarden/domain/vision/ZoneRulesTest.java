package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneRulesTest {
  private static final Label HEAD = new Label("head");

  /** Frames: {@code x} a head stands in the dock, {@code .} none. Events: {@code R7 C12}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody                                   | 3 | 5 | 0 | .......... | ''",
        "two of five are not enough               | 3 | 5 | 0 | x.x....... | ''",
        "the third of five raises                 | 3 | 5 | 0 | x.x.x..... | R4 C9",
        "three in a row raise at once             | 3 | 5 | 0 | .xxx...... | R3 C8",
        "three of six are too far apart           | 3 | 5 | 0 | x..x..x... | ''",
        "one of one answers frame by frame        | 1 | 1 | 0 | .x.x.      | R1 C2 R3 C4",
        "raised only once while it holds          | 3 | 5 | 0 | xxxxxxxxxx | R2",
        "a gap shorter than the window is bridged | 3 | 5 | 0 | xxx....x.. | R2",
        "none in the window clears                | 3 | 5 | 0 | xxx.....xx | R2 C7",
        "may be raised anew after it cleared      | 2 | 2 | 0 | xx..xx..   | R1 C3 R5 C7",
        "silent while it cools down               | 2 | 2 | 4 | xx..xxx... | R1 C3",
        "raised when it has cooled down and holds | 2 | 2 | 4 | xx..xxxx.. | R1 C3 R7 C9",
        "not raised by an empty frame after that  | 1 | 2 | 3 | x..xxx.... | R0 C2 R5 C7",
        "missing-ppe's own numbers                | 3 | 5 | 250 | .xx.x..... | R4 C9"
      })
  void raisesAndClears(
      String name, int atLeast, int outOf, int cooldownFrames, String frames, String events) {
    Duration cooldown = Scenes.FRAME.multipliedBy(cooldownFrames);
    var rule =
        new Rule.ObjectPresent(
            RuleTerms.alarm(new RuleId("r"), Set.of(HEAD), cooldown), atLeast, outOf);
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, rule)));

    List<ZoneEvent> happened = new ArrayList<>();
    for (int i = 0; i < frames.length(); i++) {
      boolean present = frames.charAt(i) == 'x';
      happened.addAll(
          rules.advance(present ? List.of(head(1, 0.5, 0.5, 0.9)) : List.of(), Scenes.at(i)));
    }

    assertThat(happened.stream().map(ZoneRulesTest::code).collect(Collectors.joining(" ")))
        .isEqualTo(events);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "feet inside, centre too      | FEET   | 0.5 | 0.5  | true",
        "feet below the zone          | FEET   | 0.5 | 0.7  | false",
        "centre inside, feet below    | CENTRE | 0.5 | 0.7  | true",
        "feet inside, centre above    | FEET   | 0.5 | 0.15 | true",
        "centre above the zone        | CENTRE | 0.5 | 0.15 | false",
        "beside the zone              | CENTRE | 0.2 | 0.5  | false"
      })
  void theAnchorDecidesWhoStandsInTheZone(
      String name, Anchor anchor, double x, double y, boolean counts) {
    var rules = new ZoneRules(List.of(Scenes.dock(anchor, instant("r"))));

    List<ZoneEvent> events = rules.advance(List.of(head(1, x, y, 0.9)), Scenes.at(0));

    assertThat(events).hasSize(counts ? 1 : 0);
  }

  @Test
  void theSubjectIsTheBestScoredObjectThatCounts() {
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, instant("r"))));
    Track best = head(2, 0.5, 0.5, 0.8);
    Track helmet = new Track(new TrackId(3), Scenes.detection("helmet", 0.5, 0.5, 0.99), 2);

    List<ZoneEvent> events =
        rules.advance(
            List.of(head(1, 0.4, 0.5, 0.7), best, helmet, head(4, 0.1, 0.5, 0.95)), Scenes.at(0));

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ZoneEvent.Raised.class, raised -> assertThat(raised.subject()).isEqualTo(best));
  }

  @Test
  void clearedSaysWhenItWasLastSeen() {
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, Rule.missingPpe())));

    List<ZoneEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.addAll(
          rules.advance(i < 8 ? List.of(head(1, 0.5, 0.5, 0.9)) : List.of(), Scenes.at(i)));
    }

    assertThat(events)
        .last()
        .isInstanceOfSatisfying(
            ZoneEvent.Cleared.class,
            cleared -> {
              assertThat(cleared.lastSeen()).isEqualTo(Scenes.at(7));
              assertThat(cleared.at()).isEqualTo(Scenes.at(12));
            });
  }

  @Test
  void anObjectWhoseScoresAreLowInTheMiddleDoesNotCount() {
    var sure =
        new Rule.ObjectPresent(
            new RuleTerms(
                new RuleId("sure"),
                Set.of(HEAD),
                Duration.ZERO,
                Severity.INFO,
                ShiftPlan.ALWAYS,
                0.6),
            1,
            1);
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, sure)));
    Detection lucky = Scenes.detection("head", 0.5, 0.5, 0.95);

    assertThat(rules.advance(List.of(new Track(new TrackId(1), lucky, 9, 0.59)), Scenes.at(0)))
        .isEmpty();
    assertThat(rules.advance(List.of(new Track(new TrackId(1), lucky, 10, 0.6)), Scenes.at(1)))
        .hasSize(1);
  }

  @Test
  void offDutyEndsWhatWasRaisedAndRaisesNothing() {
    var shift = // a frame's time is 09:30 and on; 40 ms to the next
        new ShiftPlan(ZoneId.of("UTC"), List.of(TimeWindow.parse("09:31-09:32")));
    var terms =
        new RuleTerms(
            new RuleId("shift"), Set.of(HEAD), Duration.ofSeconds(1), Severity.INFO, shift, 0);
    var rules =
        new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, new Rule.ObjectPresent(terms, 3, 5))));

    List<String> happened = new ArrayList<>();
    for (int i = 0; i < 180 * 25; i++) {
      rules.advance(List.of(head(1, 0.5, 0.5, 0.9)), Scenes.at(i)).stream()
          .map(ZoneRulesTest::code)
          .forEach(happened::add);
    }

    assertThat(happened).containsExactly("R1502", "C3000");
  }

  /**
   * Somebody stands there all weekend, a frame a minute. On 2027-03-28 Berlin leaves an hour out,
   * on 2026-10-25 one comes twice.
   */
  @ParameterizedTest(name = "{0}, weekend of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sat 22:00-06:00 | 2026-11-21 | R2026-11-21T21:00 C2026-11-22T05:00",
        "sat 22:00-06:00 | 2026-10-24 | R2026-10-24T20:00 C2026-10-25T05:00",
        "sat 22:00-06:00 | 2027-03-27 | R2027-03-27T21:00 C2027-03-28T04:00",
        "sun 02:00-03:00 | 2026-10-24 | R2026-10-25T00:00 C2026-10-25T02:00",
        "sun 02:00-03:00 | 2027-03-27 | ''",
        "sat 00:00-24:00 | 2026-11-21 | R2026-11-20T23:00 C2026-11-21T23:00"
      })
  void aShiftEndsWithTheClockOnTheWall(String window, LocalDate saturday, String events) {
    var shift = new ShiftPlan(ZoneId.of("Europe/Berlin"), List.of(TimeWindow.parse(window)));
    var terms =
        new RuleTerms(new RuleId("shift"), Set.of(HEAD), Duration.ZERO, Severity.INFO, shift, 0);
    var rules =
        new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, new Rule.ObjectPresent(terms, 1, 1))));
    Instant start = saturday.minusDays(1).atTime(20, 0).toInstant(ZoneOffset.UTC);

    List<String> happened = new ArrayList<>();
    for (int minute = 0; minute < 60 * 60; minute++) {
      Instant at = start.plus(Duration.ofMinutes(minute));
      for (ZoneEvent event : rules.advance(List.of(head(1, 0.5, 0.5, 0.9)), at)) {
        String what = event instanceof ZoneEvent.Raised ? "R" : "C";
        happened.add(what + at.atOffset(ZoneOffset.UTC).toLocalDateTime());
      }
    }

    assertThat(String.join(" ", happened)).isEqualTo(events);
  }

  @Test
  void aClockThatIsSetBackDoesNotSilenceARule() {
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, Rule.missingPpe())));
    List<ZoneEvent> events = new ArrayList<>();
    Instant anHourEarlier = Scenes.START.minusSeconds(3600);

    for (int i = 0; i < 20; i++) {
      boolean present = i < 8;
      events.addAll(
          rules.advance(present ? List.of(head(1, 0.5, 0.5, 0.9)) : List.of(), Scenes.at(i)));
    }
    for (int i = 0; i < 300; i++) {
      events.addAll(
          rules.advance(
              List.of(head(2, 0.5, 0.5, 0.9)), anHourEarlier.plus(Scenes.FRAME.multipliedBy(i))));
    }

    assertThat(events).hasSize(3);
  }

  @Test
  void rulesAndZonesDoNotDisturbEachOther() {
    var left =
        new Zone(
            new dev.sitewarden.domain.vision.ZoneId("left"),
            "Left third",
            new Polygon(
                List.of(new Point(0, 0), new Point(0.33, 0), new Point(0.33, 1), new Point(0, 1))),
            Anchor.CENTRE,
            List.of(instant("r"), instant("s")));
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, instant("r")), left));

    List<ZoneEvent> events = rules.advance(List.of(head(1, 0.1, 0.5, 0.9)), Scenes.at(0));

    assertThat(events)
        .extracting(event -> event.zone().id() + " " + event.rule().id())
        .containsExactly("left r", "left s");
  }

  @Test
  void aPersonWhoCrossesIsTrackedRaisedAndCleared() {
    var tracker = new Tracker();
    var present =
        new Rule.ObjectPresent(
            RuleTerms.alarm(new RuleId("nobody-here"), Set.of(new Label("person")), Duration.ZERO),
            3,
            5);
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.FEET, present)));

    List<ZoneEvent> events =
        Scenes.personCrossing().stream()
            .flatMap(
                shot ->
                    rules
                        .advance(tracker.advance(shot.detections(), shot.at()), shot.at())
                        .stream())
            .toList();

    // x passes 0.25 after frame 13 and 0.75 after frame 46; the third frame inside is 16.
    assertThat(events.stream().map(ZoneRulesTest::code)).containsExactly("R16", "C51");
  }

  private static Rule instant(String id) {
    return new Rule.ObjectPresent(
        RuleTerms.alarm(new RuleId(id), Set.of(HEAD), Duration.ZERO), 1, 1);
  }

  private static Track head(long id, double x, double y, double score) {
    return new Track(new TrackId(id), Scenes.detection("head", x, y, score), 2);
  }

  private static String code(ZoneEvent event) {
    long frame = Duration.between(Scenes.START, event.at()).dividedBy(Scenes.FRAME);
    return switch (event) {
      case ZoneEvent.Raised raised -> "R" + frame;
      case ZoneEvent.Cleared cleared -> "C" + frame;
      case ZoneEvent.Crossed crossed -> crossed.direction() + "" + frame;
    };
  }
}
