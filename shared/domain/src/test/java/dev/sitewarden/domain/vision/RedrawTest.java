package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Zones are drawn anew while somebody is watched: two frames a second. */
class RedrawTest {
  private static final Label PERSON = new Label("person");
  private static final Polygon MIDDLE = square(0.25, 0.75);
  private static final Polygon MOST = square(0.1, 0.9);
  private static final Rule TWO_OF_THREE = new Rule.ObjectPresent(terms("r"), 2, 3);
  private static final Zone DOCK = zone("Dock", MIDDLE, Anchor.CENTRE, TWO_OF_THREE);

  /** Somebody stands in the dock from frame 0 to 9; after frame 4 these zones are drawn. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whatIsTheSameGoesOnAndTheRestEnds(String name, List<Zone> drawn, String events) {
    var rules = new ZoneRules(List.of(DOCK));

    List<ZoneEvent> happened = new ArrayList<>(stand(rules, 0, 5));
    happened.addAll(rules.redraw(drawn));
    happened.addAll(stand(rules, 5, 10));

    assertThat(codes(happened)).isEqualTo(events);
  }

  static List<Arguments> whatIsTheSameGoesOnAndTheRestEnds() {
    Rule severe = TWO_OF_THREE.withSeverity(Severity.INFO);
    Rule other = new Rule.ObjectPresent(terms("s"), 2, 3);
    Rule slower = new Rule.ObjectPresent(terms("r"), 3, 5);
    Zone beside =
        new Zone(new ZoneId("gate"), "Gate", MIDDLE, Anchor.CENTRE, List.of(TWO_OF_THREE));
    return List.of(
        Arguments.of("nothing is other", List.of(DOCK), "R1 dock r"),
        Arguments.of(
            "another name", List.of(zone("D", MIDDLE, Anchor.CENTRE, TWO_OF_THREE)), "R1 dock r"),
        Arguments.of(
            "another severity", List.of(zone("Dock", MIDDLE, Anchor.CENTRE, severe)), "R1 dock r"),
        Arguments.of(
            "another rule before it",
            List.of(zone("Dock", MIDDLE, Anchor.CENTRE, other, TWO_OF_THREE)),
            "R1 dock r, R6 dock s"),
        Arguments.of("another zone before it", List.of(beside, DOCK), "R1 dock r, R6 gate r"),
        Arguments.of(
            "other numbers",
            List.of(zone("Dock", MIDDLE, Anchor.CENTRE, slower)),
            "R1 dock r, C4 dock r, R7 dock r"),
        Arguments.of(
            "another area",
            List.of(zone("Dock", MOST, Anchor.CENTRE, TWO_OF_THREE)),
            "R1 dock r, C4 dock r, R6 dock r"),
        Arguments.of(
            "another anchor",
            List.of(zone("Dock", MIDDLE, Anchor.FEET, TWO_OF_THREE)),
            "R1 dock r, C4 dock r, R6 dock r"),
        Arguments.of(
            "another rule instead",
            List.of(zone("Dock", MIDDLE, Anchor.CENTRE, other)),
            "R1 dock r, C4 dock r, R6 dock s"),
        Arguments.of("another zone instead", List.of(beside), "R1 dock r, C4 dock r, R6 gate r"),
        Arguments.of(
            "no rule", List.of(zone("Dock", MIDDLE, Anchor.CENTRE)), "R1 dock r, C4 dock r"),
        Arguments.of("no zone", List.of(), "R1 dock r, C4 dock r"));
  }

  @Test
  void whatWasNotRaisedEndsWithoutAWord() {
    var rules = new ZoneRules(List.of(DOCK));

    assertThat(rules.redraw(List.of())).isEmpty();
    assertThat(stand(rules, 0, 3)).isEmpty();
  }

  @Test
  void aStayAndItsCooldownGoOn() {
    Rule lingered = new Rule.Lingered(terms("r"), Duration.ofSeconds(3));
    var rules = new ZoneRules(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, lingered)));

    List<ZoneEvent> happened = new ArrayList<>(stand(rules, 0, 5));
    happened.addAll(rules.redraw(List.of(zone("Other name", MIDDLE, Anchor.CENTRE, lingered))));
    happened.addAll(stand(rules, 5, 10));

    assertThat(codes(happened)).isEqualTo("R6 dock r"); // 3 s after frame 0, not after frame 5
    assertThat(happened.getFirst().zone().name()).isEqualTo("Other name");
  }

  @Test
  void stayersOfAZoneThatIsGoneEndOneByOne() {
    Zone entered = zone("Dock", MIDDLE, Anchor.CENTRE, new Rule.ZoneEntry(terms("r")));
    var rules = new ZoneRules(List.of(entered));
    for (int i = 0; i < 4; i++) {
      rules.advance(List.of(person(1, 0.4, 0.5), person(2, 0.6, 0.5)), at(i));
    }

    List<ZoneEvent> ended = rules.redraw(List.of());

    assertThat(ended)
        .extracting(ZoneEvent::object)
        .containsExactly(Optional.of(new TrackId(1)), Optional.of(new TrackId(2)));
    assertThat(ended)
        .allSatisfy(event -> assertThat(((ZoneEvent.Cleared) event).lastSeen()).isEqualTo(at(3)));
  }

  @Test
  void whoIsOnHisWayAcrossALineIsCounted() {
    Zone line = zone("Dock", MIDDLE, Anchor.CENTRE, crossed(0.5));
    var rules = new ZoneRules(List.of(line));
    rules.advance(List.of(person(1, 0.5, 0.4)), at(0));

    rules.redraw(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, TWO_OF_THREE, crossed(0.5))));

    assertThat(rules.advance(List.of(person(1, 0.5, 0.6)), at(1)))
        .filteredOn(ZoneEvent.Crossed.class::isInstance)
        .hasSize(1);
  }

  @Test
  void countsOfTheSameAreaGoOnAndThoseOfAnotherEnd() {
    Zone gate = new Zone(new ZoneId("gate"), "Gate", MOST, Anchor.CENTRE, List.of());
    var counts = new ZoneCounts(List.of(DOCK, gate), Masks.NONE, Duration.ofMinutes(1));
    for (int i = 0; i < 40; i++) {
      counts.advance(List.of(person(1, 0.5, 0.5)), List.of(), at(i));
    }
    Zone smaller = new Zone(gate.id(), "Gate", square(0.4, 0.6), Anchor.CENTRE, List.of());

    List<ZoneCount> ended = counts.redraw(List.of(smaller, DOCK));
    for (int i = 40; i < 80; i++) {
      counts.advance(List.of(person(1, 0.5, 0.5)), List.of(), at(i));
    }

    assertThat(ended)
        .singleElement()
        .returns(new ZoneId("gate"), ZoneCount::zone)
        .returns(Duration.ofMillis(19_500), ZoneCount::watched);
    assertThat(counts.finish())
        .extracting(count -> count.zone() + " " + count.watched())
        .containsExactly("gate PT20S", "dock PT39.5S");
  }

  @Test
  void anotherLineBeginsItsOwnCount() {
    var counts =
        new ZoneCounts(
            List.of(zone("Dock", MIDDLE, Anchor.CENTRE, crossed(0.5))),
            Masks.NONE,
            Duration.ofMinutes(1));
    counts.advance(List.of(person(1, 0.5, 0.5)), List.of(), at(0));
    counts.advance(List.of(person(1, 0.5, 0.5)), List.of(), at(1));

    assertThat(counts.redraw(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, crossed(0.6)))))
        .hasSize(1);
    assertThat(counts.redraw(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, crossed(0.7)))))
        .as("one that saw no frame has nothing to say")
        .isEmpty();
  }

  @Test
  void whatGoesOnIsTheBestObjectAndHowManyThereAre() {
    var rules = new ZoneRules(List.of(DOCK));
    assertThat(rules.ongoing()).isEmpty();
    stand(rules, 0, 3);

    rules.advance(List.of(person(1, 0.5, 0.5), person(2, 0.6, 0.5)), at(3));
    assertThat(rules.ongoing())
        .singleElement()
        .returns(2, OngoingSituation::objects)
        .returns(Optional.empty(), OngoingSituation::object)
        .satisfies(one -> assertThat(one.subject().id()).isEqualTo(new TrackId(1)));

    rules.redraw(
        List.of(zone("Dock", MIDDLE, Anchor.CENTRE, TWO_OF_THREE.withSeverity(Severity.INFO))));
    rules.advance(List.of(person(2, 0.6, 0.5)), at(4));
    assertThat(rules.ongoing())
        .singleElement()
        .satisfies(one -> assertThat(one.rule().terms().severity()).isEqualTo(Severity.INFO));

    rules.advance(List.of(), at(5));
    assertThat(rules.ongoing()).as("raised, but nobody is in sight").isEmpty();
  }

  @Test
  void eachWhoStaysGoesOnByHimself() {
    Rule entry = new Rule.ZoneEntry(terms("r"));
    var rules = new ZoneRules(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, entry)));
    for (int i = 0; i < 4; i++) {
      rules.advance(List.of(person(1, 0.4, 0.5), person(2, 0.6, 0.5)), at(i));
    }

    assertThat(rules.ongoing())
        .extracting(one -> one.object().orElseThrow() + "/" + one.objects())
        .containsExactly("1/1", "2/1");
  }

  @Test
  void aCrowdIsCountedAsLongAsItIsOne() {
    Rule crowd = new Rule.Occupancy(terms("r"), 1, Duration.ZERO);
    var rules = new ZoneRules(List.of(zone("Dock", MIDDLE, Anchor.CENTRE, crowd)));
    List<Track> three = List.of(person(1, 0.4, 0.5), person(2, 0.5, 0.5), person(3, 0.6, 0.5));
    rules.advance(three, at(0));

    assertThat(rules.ongoing()).singleElement().returns(3, OngoingSituation::objects);
    rules.advance(three.subList(0, 1), at(1));
    assertThat(rules.ongoing()).isEmpty();
  }

  private static List<ZoneEvent> stand(ZoneRules rules, int from, int to) {
    List<ZoneEvent> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.addAll(rules.advance(List.of(person(1, 0.5, 0.5)), at(i)));
    }
    return events;
  }

  private static RuleTerms terms(String id) {
    return RuleTerms.alarm(new RuleId(id), Set.of(PERSON), Duration.ZERO);
  }

  private static Rule crossed(double y) {
    return new Rule.LineCrossed(
        terms("line"), new Segment(new Point(0.2, y), new Point(0.8, y)), Set.of(Direction.IN));
  }

  private static Zone zone(String name, Polygon area, Anchor anchor, Rule... rules) {
    return new Zone(new ZoneId("dock"), name, area, anchor, List.of(rules));
  }

  private static Polygon square(double low, double high) {
    return new Polygon(
        List.of(
            new Point(low, low),
            new Point(high, low),
            new Point(high, high),
            new Point(low, high)));
  }

  private static Track person(long id, double x, double y) {
    return new Track(new TrackId(id), Scenes.person(x, y, 0.9), 2);
  }

  private static Instant at(int frame) {
    return Scenes.START.plusMillis(500L * frame);
  }

  private static String codes(List<ZoneEvent> events) {
    return events.stream()
        .map(
            event ->
                "%s%d %s %s"
                    .formatted(
                        event instanceof ZoneEvent.Raised ? "R" : "C",
                        Duration.between(Scenes.START, event.at()).toMillis() / 500,
                        event.zone().id(),
                        event.rule().id()))
        .collect(Collectors.joining(", "));
  }
}
