package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two frames a second, so that the 2 s for which somebody may be absent are 4 frames. */
class RuleKindsTest {
  private static final Duration FRAME = Duration.ofMillis(500);
  private static final Segment LINE = new Segment(new Point(0.2, 0.5), new Point(0.8, 0.5));

  /** Frames: {@code x} inside, {@code o} outside, {@code .} out of sight. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "passes through               | oxxxxxo            | ''",
        "stays for 3 s                | xxxxxxxxxxx        | R6",
        "is cleared 2 s after it left | xxxxxxxooooo       | R6 C11",
        "or 2 s after it vanished     | xxxxxxx.....       | R6 C11",
        "hidden for less              | xxx...xxxx         | R6",
        "over the edge for less       | xxxoooxxxx         | R6",
        "away for longer begins anew  | xxx.....xxxxxxx    | R14",
        "raised stays raised          | xxxxxxxooxxx.xxxxx | R6",
        "hidden when it is time       | xxxxxx..xx         | R8"
      })
  void lingererIsRaisedOnceAStayHasLasted(String name, String frames, String events) {
    assertThat(play(new Rule.Lingered(terms(0), Duration.ofSeconds(3)), frames)).isEqualTo(events);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "comes from outside             | 0  | oooxxxxxx           | R5",
        "appears inside                 | 0  | xxxxx               | R2",
        "flickers over the edge         | 0  | oxxoooooo           | ''",
        "three frames with gaps         | 0  | x.x.x               | R4",
        "leaves                         | 0  | xxxxoooooo          | R2 C8",
        "steps out for a moment         | 0  | xxxxoooxxxxx        | R2",
        "comes back after a while       | 0  | xxxxoooooxxx        | R2 C8 R11",
        "comes back while it cools down | 3  | xxxxoooooxxxxxxx    | R2 C8 R14",
      })
  void entryIsRaisedOnceAStay(String name, int cooldown, String frames, String events) {
    assertThat(play(new Rule.ZoneEntry(terms(cooldown)), frames)).isEqualTo(events);
  }

  /** Frames: how many people are inside; more than 2 are too many. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "never too many               | 2 | 1222012        | ''",
        "too many for 2 s             | 2 | 333333         | R4",
        "one hidden for a frame       | 2 | 333233333      | R6",
        "too many half of the time    | 2 | 23232323232323 | ''",
        "not too many for 2 s         | 2 | 333332222222   | R4 C9",
        "trembles while it is raised  | 2 | 33333232323232 | R4",
        "nobody is left               | 2 | 444440000000   | R4 C9",
        "0 s answers frame by frame   | 0 | 2332           | R1 C3"
      })
  void occupancyIsRaisedWhenTooManyWereInsideForTheDuration(
      String name, int seconds, String frames, String events) {
    var rules = rules(new Rule.Occupancy(terms(0), 2, Duration.ofSeconds(seconds)));

    List<ZoneEvent> happened = new ArrayList<>();
    for (int i = 0; i < frames.length(); i++) {
      List<Track> tracks =
          IntStream.rangeClosed(1, frames.charAt(i) - '0')
              .mapToObj(id -> person(id, 0.5, 0.5))
              .toList();
      happened.addAll(rules.advance(tracks, at(i)));
    }

    assertThat(codes(happened)).isEqualTo(events);
  }

  /** Places x/y in hundredths; the line lies at y = 50 from x = 20 to 80. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "walks down                    | 50/40 50/45 50/49 50/51 50/55 50/60       | IN4",
        "walks up                      | 50/60 50/45                               | OUT1",
        "there and back                | 50/40 50/60 50/40                         | IN1 OUT2",
        "sways on the line, then down  | 50/40 50/49 50/51 50/49 50/51 50/49 50/60 | IN6",
        "sways on the line, then back  | 50/40 50/49 50/51 50/49 50/51 50/40       | ''",
        "stands on the line            | 50/49 50/51 50/49 50/51                   | ''",
        "appears on it, goes down      | 50/50 50/52 50/60                         | ''",
        "jumps over it                 | 50/10 50/90                               | IN1",
        "past its end                  | 90/40 90/60                               | ''",
        "round its end and up through  | 90/40 90/60 50/60 50/40                   | OUT3",
        "slanting through the end      | 70/40 75/49 77/51 85/60                   | IN3",
        "over near the end, then out   | 78/40 78/51 90/51 90/60                   | IN3"
      })
  void lineIsCrossedOnceHoweverMuchSomebodySwaysOnIt(String name, String places, String events) {
    var rules = rules(new Rule.LineCrossed(terms(0), LINE, Set.of(Direction.IN, Direction.OUT)));

    List<ZoneEvent> happened = walk(rules, places);

    assertThat(codes(happened.stream().filter(ZoneEvent.Crossed.class::isInstance).toList()))
        .isEqualTo(events);
  }

  @Test
  void onlyTheChosenDirectionRaisesAndItsIncidentIsAMoment() {
    var rules = rules(new Rule.LineCrossed(terms(0), LINE, Set.of(Direction.IN)));

    assertThat(codes(walk(rules, "50/40 50/60 50/40 50/60"))).isEqualTo("IN1 R1 C1 OUT2 IN3 R3 C3");
  }

  @Test
  void crossingsDuringTheCooldownAreCountedOnly() {
    var rules = rules(new Rule.LineCrossed(terms(2), LINE, Set.of(Direction.IN)));

    assertThat(codes(walk(rules, "50/40 50/60 50/40 50/60 50/40 50/60")))
        .isEqualTo("IN1 R1 C1 OUT2 IN3 OUT4 IN5 R5 C5");
  }

  @Test
  void someoneHiddenWhileCrossingIsCountedByTheTrack() {
    var rules = rules(new Rule.LineCrossed(terms(0), LINE, Set.of(Direction.IN)));
    rules.advance(List.of(person(1, 0.5, 0.4)), at(0));
    rules.advance(List.of(), at(1));

    assertThat(codes(rules.advance(List.of(person(1, 0.5, 0.6)), at(2)))).isEqualTo("IN2 R2 C2");
  }

  @Test
  void twoWhoEnterTogetherAreTwoSituations() {
    var rules = rules(new Rule.ZoneEntry(terms(0)));

    List<ZoneEvent> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<Track> both = List.of(person(1, 0.4, 0.5), person(2, 0.6, 0.5));
      events.addAll(rules.advance(i < 4 ? both : both.subList(1, 2), at(i)));
    }

    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName() + event.object().orElseThrow())
        .containsExactly("Raised1", "Raised2", "Cleared1");
  }

  @Test
  void framesFarApartDoNotEndAStay() {
    var rules = rules(new Rule.Lingered(terms(0), Duration.ofSeconds(30)));
    List<ZoneEvent> events = new ArrayList<>();

    for (int i = 0; i < 5; i++) { // a motion gate lets a frame through every 10 s
      boolean hidden = i == 1;
      events.addAll(
          rules.advance(
              hidden ? List.of() : List.of(person(1, 0.5, 0.5)),
              Scenes.START.plusSeconds(10L * i)));
    }

    assertThat(events).singleElement().isInstanceOf(ZoneEvent.Raised.class);
  }

  @Test
  void aClockThatIsSetForwardMakesNoLingerer() {
    var rules = rules(new Rule.Lingered(terms(0), Duration.ofMinutes(5)));
    Instant nextDay = Scenes.START.plus(Duration.ofDays(1));

    List<ZoneEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Instant at = i < 10 ? at(i) : nextDay.plus(FRAME.multipliedBy(i));
      events.addAll(rules.advance(List.of(person(1, 0.5, 0.5)), at));
    }

    assertThat(events).isEmpty();
  }

  @Test
  void whatStandsInAnIgnoredAreaDoesNotCount() {
    var left =
        new Polygon(
            List.of(new Point(0, 0), new Point(0.5, 0), new Point(0.5, 1), new Point(0, 1)));
    var rules =
        new ZoneRules(
            List.of(Scenes.dock(Anchor.CENTRE, new Rule.Occupancy(terms(0), 0, Duration.ZERO))),
            new Masks(List.of(left), List.of()));

    assertThat(rules.advance(List.of(person(1, 0.4, 0.5)), at(0))).isEmpty();
    assertThat(rules.advance(List.of(person(1, 0.4, 0.5), person(2, 0.6, 0.5)), at(1)))
        .singleElement()
        .isInstanceOfSatisfying(
            ZoneEvent.Raised.class,
            raised -> assertThat(raised.subject().id()).isEqualTo(new TrackId(2)));
  }

  @Test
  void whoStandsInAPrivacyAreaCountsAllTheSame() {
    var everything =
        new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)));
    var rules =
        new ZoneRules(
            List.of(Scenes.dock(Anchor.CENTRE, new Rule.Occupancy(terms(0), 0, Duration.ZERO))),
            new Masks(List.of(), List.of(everything)));

    assertThat(rules.advance(List.of(person(1, 0.5, 0.5)), at(0))).hasSize(1);
  }

  private static String play(Rule rule, String frames) {
    var rules = rules(rule);
    List<ZoneEvent> events = new ArrayList<>();
    for (int i = 0; i < frames.length(); i++) {
      List<Track> tracks =
          switch (frames.charAt(i)) {
            case 'x' -> List.of(person(1, 0.5, 0.5));
            case 'o' -> List.of(person(1, 0.1, 0.5));
            default -> List.of();
          };
      events.addAll(rules.advance(tracks, at(i)));
    }
    return codes(events);
  }

  private static List<ZoneEvent> walk(ZoneRules rules, String places) {
    List<ZoneEvent> events = new ArrayList<>();
    String[] steps = places.split(" ", -1);
    for (int i = 0; i < steps.length; i++) {
      String[] xy = steps[i].split("/", -1);
      Track there = person(1, Integer.parseInt(xy[0]) / 100.0, Integer.parseInt(xy[1]) / 100.0);
      events.addAll(rules.advance(List.of(there), at(i)));
    }
    return events;
  }

  private static ZoneRules rules(Rule rule) {
    return new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, rule)));
  }

  private static RuleTerms terms(int cooldownSeconds) {
    return RuleTerms.alarm(
        new RuleId("r"), Set.of(new Label("person")), Duration.ofSeconds(cooldownSeconds));
  }

  private static Track person(long id, double x, double y) {
    return new Track(new TrackId(id), Scenes.person(x, y, 0.9), 2);
  }

  private static Instant at(int frame) {
    return Scenes.START.plus(FRAME.multipliedBy(frame));
  }

  private static String codes(List<ZoneEvent> events) {
    return events.stream().map(RuleKindsTest::code).collect(Collectors.joining(" "));
  }

  private static String code(ZoneEvent event) {
    long frame = Duration.between(Scenes.START, event.at()).dividedBy(FRAME);
    return switch (event) {
      case ZoneEvent.Raised raised -> "R" + frame;
      case ZoneEvent.Cleared cleared -> "C" + frame;
      case ZoneEvent.Crossed crossed -> crossed.direction().name() + frame;
    };
  }
}
