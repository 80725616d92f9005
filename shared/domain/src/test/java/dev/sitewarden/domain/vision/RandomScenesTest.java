package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Segment;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of rules whatever happens: people who wander, tremble, vanish and come back. */
class RandomScenesTest {
  private static final int FRAMES = 4000;
  private static final Set<Label> PEOPLE = Set.of(new Label("person"));
  private static final Segment ACROSS = new Segment(new Point(0, 0.5), new Point(1, 0.5));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aLinesCountsAgreeWithWhereEachStandsInTheEnd(long seed) {
    var rule = new Rule.LineCrossed(terms("line", 0), ACROSS, Set.of(Direction.IN));
    var rules = new ZoneRules(List.of(Scenes.dock(Anchor.CENTRE, rule)));
    Map<TrackId, Boolean> firstBelow = new HashMap<>();
    Map<TrackId, Boolean> lastBelow = new HashMap<>();
    Map<TrackId, Integer> net = new HashMap<>();
    int next = 0;

    for (List<Track> frame : wandering(seed)) {
      for (Track track : frame) {
        double distance = track.detection().box().centre().y() - 0.5;
        if (Math.abs(distance) > 0.08 * track.detection().box().height()) {
          firstBelow.putIfAbsent(track.id(), distance > 0);
          lastBelow.put(track.id(), distance > 0);
        }
      }
      for (ZoneEvent event : rules.advance(frame, Scenes.at(next++))) {
        if (event instanceof ZoneEvent.Crossed crossed) {
          net.merge(
              crossed.subject().id(), crossed.direction() == Direction.IN ? 1 : -1, Integer::sum);
        }
      }
    }

    assertThat(net).isNotEmpty();
    firstBelow.forEach(
        (id, began) -> {
          int moved = (lastBelow.getOrDefault(id, began) ? 1 : 0) - (began ? 1 : 0);
          assertThat(net.getOrDefault(id, 0)).as("track %s", id).isEqualTo(moved);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void raisedAndClearedAlternateInEverySituation(long seed) {
    Set<Situation> open = new HashSet<>();

    List<ZoneEvent> events = watched(seed);

    assertThat(events).hasSizeGreaterThan(20);
    for (ZoneEvent event : events) {
      switch (event) {
        case ZoneEvent.Raised raised -> assertThat(open.add(raised.situation())).isTrue();
        case ZoneEvent.Cleared cleared -> assertThat(open.remove(cleared.situation())).isTrue();
        case ZoneEvent.Crossed crossed -> assertThat(crossed.object()).isPresent();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void theSameTracksRaiseTheSameEvents(long seed) {
    assertThat(watched(seed)).isEqualTo(watched(seed));
  }

  private static List<ZoneEvent> watched(long seed) {
    var zone =
        Scenes.dock(
            Anchor.CENTRE,
            new Rule.ObjectPresent(terms("present", 1), 3, 5),
            new Rule.Occupancy(terms("crowd", 1), 1, Duration.ofSeconds(1)),
            new Rule.Lingered(terms("loiter", 0), Duration.ofSeconds(4)),
            new Rule.ZoneEntry(terms("entry", 2)),
            new Rule.LineCrossed(terms("line", 0), ACROSS, Set.of(Direction.IN, Direction.OUT)));
    var rules = new ZoneRules(List.of(zone));
    List<ZoneEvent> events = new ArrayList<>();
    int frame = 0;
    for (List<Track> tracks : wandering(seed)) {
      events.addAll(rules.advance(tracks, Scenes.at(frame++)));
    }
    return events;
  }

  /** Four people at a time; each trembles, is missed now and then, and gives way to a new one. */
  private static List<List<Track>> wandering(long seed) {
    Random random = new Random(seed);
    List<List<Track>> frames = new ArrayList<>();
    double[] xs = {0.1, 0.4, 0.6, 0.9};
    double[] ys = {0.2, 0.4, 0.6, 0.8};
    long[] ids = {1, 2, 3, 4};
    for (int i = 0; i < FRAMES; i++) {
      List<Track> tracks = new ArrayList<>();
      for (int who = 0; who < 4; who++) {
        xs[who] = within(xs[who] + random.nextGaussian() * 0.01);
        ys[who] = within(ys[who] + random.nextGaussian() * 0.01);
        if (random.nextInt(500) == 0) {
          ids[who] += 4;
        }
        if (random.nextInt(10) > 0) {
          double x = within(xs[who] + random.nextGaussian() * 0.005);
          double y = within(ys[who] + random.nextGaussian() * 0.005);
          tracks.add(new Track(new TrackId(ids[who]), Scenes.person(x, y, 0.9), 3));
        }
      }
      frames.add(tracks);
    }
    return frames;
  }

  private static double within(double value) {
    return Math.clamp(value, 0.05, 0.95);
  }

  private static RuleTerms terms(String id, int cooldownSeconds) {
    return RuleTerms.alarm(new RuleId(id), PEOPLE, Duration.ofSeconds(cooldownSeconds));
  }
}
