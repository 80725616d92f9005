package dev.sitewarden.domain.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.Scenes;
import dev.sitewarden.domain.Scenes.Shot;
import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerTest {
  private static final TrackerSettings DEFAULTS = TrackerSettings.defaults();

  @Test
  void oneObjectIsOneTrackThatIsBelievedFromItsSecondFrameOn() {
    List<List<Track>> frames = follow(DEFAULTS, Scenes.personCrossing());

    assertThat(frames.getFirst()).isEmpty();
    assertThat(frames.subList(1, 60)).allSatisfy(tracks -> assertThat(tracks).hasSize(1));
    assertThat(idsIn(frames)).containsExactly(1L);
    assertThat(frames.get(59).getFirst().hits()).isEqualTo(60);
  }

  @Test
  void aTrackCarriesTheDetectionThatItWasMatchedTo() {
    List<Shot> shots = Scenes.personCrossing();

    List<List<Track>> frames = follow(DEFAULTS, shots);

    assertThat(frames.get(30).getFirst().detection())
        .isEqualTo(shots.get(30).detections().getFirst());
  }

  @Test
  void trackSurvivesAnOcclusionShorterThanItsPatience() {
    List<Shot> shots = Scenes.hidden(Scenes.personCrossing(), 20, 42); // 0.88 s from sight to sight

    List<List<Track>> frames = follow(DEFAULTS, shots);

    assertThat(frames.get(30)).isEmpty();
    assertThat(idsIn(frames)).containsExactly(1L);
    assertThat(frames.get(42)).hasSize(1);
  }

  @Test
  void anOcclusionLongerThanPatienceEndsTheTrack() {
    List<Shot> shots = Scenes.hidden(Scenes.personStanding(0.9), 20, 46); // 1.08 s

    assertThat(idsIn(follow(DEFAULTS, shots))).containsExactly(1L, 2L);
  }

  @Test
  void aLabelsOwnThresholdDecidesWhatBeginsATrack() {
    var strict = DEFAULTS.withHighScores(Map.of(new Label("person"), 0.95));
    var lenient = DEFAULTS.withHighScores(Map.of(new Label("person"), 0.05));

    assertThat(idsIn(follow(strict, Scenes.personStanding(0.9)))).isEmpty();
    assertThat(idsIn(follow(lenient, Scenes.personStanding(0.06)))).containsExactly(1L);
  }

  @Test
  void aStandingObjectIsFollowedAtOneFrameInTwoSecondsToo() {
    var tracker = new Tracker();
    List<Track> last = List.of();

    for (int i = 0; i < 3; i++) {
      last =
          tracker.advance(List.of(Scenes.person(0.5, 0.5, 0.9)), Scenes.START.plusSeconds(2L * i));
    }

    assertThat(last).extracting(Track::hits).containsExactly(3);
  }

  @Test
  void peopleWhoPassEachOtherKeepTheirIds() {
    List<List<Track>> frames = follow(DEFAULTS, Scenes.twoPeopleCrossing());

    assertThat(idsIn(frames)).containsExactly(1L, 2L);
    assertThat(boxOf(1, frames.get(5)).left()).isLessThan(boxOf(2, frames.get(5)).left());
    assertThat(boxOf(1, frames.get(59)).left()).isGreaterThan(boxOf(2, frames.get(59)).left());
  }

  @Test
  void peopleKeepTheirIdsWhenOneHidesTheOtherInPassing() {
    List<Shot> rightwards = Scenes.personCrossing();
    List<Shot> both = Scenes.twoPeopleCrossing();
    List<Shot> shots = new ArrayList<>(both);
    for (int i = 27; i < 33; i++) {
      shots.set(i, rightwards.get(i));
    }

    List<List<Track>> frames = follow(DEFAULTS, shots);

    assertThat(idsIn(frames)).containsExactly(1L, 2L);
    assertThat(boxOf(1, frames.get(59)).left()).isGreaterThan(boxOf(2, frames.get(59)).left());
  }

  @Test
  void aHalfHiddenPersonKeepsTheTrackThroughTheSecondStage() {
    List<Shot> shots = Scenes.faint(Scenes.personCrossing(), 10, 50, 0.2); // 1.6 s

    List<List<Track>> frames = follow(DEFAULTS, shots);

    assertThat(frames.get(30)).hasSize(1);
    assertThat(idsIn(frames)).containsExactly(1L);
  }

  @Test
  void aLowScoreBeginsNoTrack() {
    assertThat(idsIn(follow(DEFAULTS, Scenes.personStanding(0.49)))).isEmpty();
  }

  @Test
  void aLowScoreDoesNotBringBackWhoWasOutOfSight() {
    List<Shot> shots = Scenes.faint(Scenes.hidden(Scenes.personStanding(0.9), 20, 22), 22, 60, 0.2);

    assertThat(follow(DEFAULTS, shots).get(30)).isEmpty();
  }

  @Test
  void highScoresChooseBeforeLowOnes() {
    var tracker = new Tracker();
    Detection sure = Scenes.person(0.52, 0.5, 0.9);
    Detection closerButFaint = Scenes.person(0.5, 0.5, 0.3);
    tracker.advance(List.of(Scenes.person(0.5, 0.5, 0.9)), Scenes.at(0));
    tracker.advance(List.of(Scenes.person(0.5, 0.5, 0.9)), Scenes.at(1));

    List<Track> tracks = tracker.advance(List.of(closerButFaint, sure), Scenes.at(2));

    assertThat(tracks).extracting(Track::detection).containsExactly(sure);
  }

  @Test
  void aFlickerOfOneFrameIsNoTrack() {
    List<Shot> shots = Scenes.hidden(Scenes.personStanding(0.9), 1, 60);

    assertThat(idsIn(follow(DEFAULTS, shots))).isEmpty();
  }

  @Test
  void labelsNeverMix() {
    var tracker = new Tracker();
    List<Detection> both =
        List.of(Scenes.detection("head", 0.5, 0.5, 0.9), Scenes.detection("helmet", 0.5, 0.5, 0.9));
    tracker.advance(both, Scenes.at(0));
    tracker.advance(both, Scenes.at(1));

    List<Track> tracks = tracker.advance(both.reversed(), Scenes.at(2));

    assertThat(tracks)
        .extracting(t -> t.id() + " " + t.detection().label())
        .containsExactly("1 head", "2 helmet");
  }

  @Test
  void aTimeThatStepsBackEndsNothing() {
    var tracker = new Tracker();
    List<Detection> person = List.of(Scenes.person(0.5, 0.5, 0.9));
    tracker.advance(person, Scenes.at(50));
    tracker.advance(person, Scenes.at(51));

    assertThat(tracker.advance(person, Scenes.at(0))).extracting(Track::hits).containsExactly(3);
  }

  @ParameterizedTest(name = "confirmed after {0}: believed from frame {1}")
  @CsvSource({"1, 0", "2, 1", "5, 4"})
  void aTrackIsBelievedAfterSoManyFrames(int confirmAfter, int firstFrame) {
    var settings =
        new TrackerSettings(0.5, Map.of(), 0.1, confirmAfter, Duration.ofSeconds(1), 0.2, 0.5);

    List<List<Track>> frames = follow(settings, Scenes.personStanding(0.9));

    assertThat(frames.subList(0, firstFrame)).allSatisfy(t -> assertThat(t).isEmpty());
    assertThat(frames.get(firstFrame)).hasSize(1);
  }

  @Test
  void aModelsOwnThresholdDecidesWhatBeginsATrack() {
    var tracker = new Tracker(DEFAULTS.withHighScores(Map.of(new Label("head"), 0.3)));
    List<Detection> both =
        List.of(Scenes.detection("head", 0.2, 0.5, 0.4), Scenes.detection("helmet", 0.8, 0.5, 0.4));
    tracker.advance(both, Scenes.at(0));

    List<Track> tracks = tracker.advance(both, Scenes.at(1));

    assertThat(tracks).extracting(Track::detection).containsExactly(both.getFirst());
  }

  @Test
  void aTrackGoesOnWhenAnotherModelsThresholdsAreFollowed() {
    List<Shot> shots = Scenes.personStanding(0.6);
    var tracker = new Tracker(DEFAULTS);
    List<List<Track>> frames = new ArrayList<>();
    for (Shot shot : shots.subList(0, 10)) {
      frames.add(tracker.advance(shot.detections(), shot.at()));
    }

    tracker.follow(DEFAULTS.withHighScores(Map.of(new Label("person"), 0.7)));
    for (Shot shot : shots.subList(10, 20)) {
      frames.add(tracker.advance(shot.detections(), shot.at()));
    }

    assertThat(frames.get(19)).hasSize(1);
    assertThat(idsIn(frames)).containsExactly(1L);
    assertThat(new Tracker(DEFAULTS.withHighScores(Map.of(new Label("person"), 0.7))))
        .returns(List.of(), fresh -> fresh.advance(shots.get(0).detections(), shots.get(0).at()))
        .returns(List.of(), fresh -> fresh.advance(shots.get(1).detections(), shots.get(1).at()));
  }

  @Test
  void theMedianOfATracksScoresForgetsOneLuckyFrameAndWhatIsLongAgo() {
    List<Shot> shots = Scenes.faint(Scenes.personStanding(0.6), 5, 6, 0.99);
    List<Shot> fading = Scenes.faint(shots, 20, 60, 0.3);

    List<List<Track>> frames = follow(DEFAULTS, fading);

    assertThat(frames.get(5).getFirst().detection().score()).isEqualTo(0.99);
    assertThat(frames.get(5).getFirst().medianScore()).isEqualTo(0.6);
    assertThat(frames.get(24).getFirst().medianScore()).isEqualTo(0.6); // 5 of 11 are fading
    assertThat(frames.get(25).getFirst().medianScore()).isEqualTo(0.3);
  }

  private static List<List<Track>> follow(TrackerSettings settings, List<Shot> shots) {
    var tracker = new Tracker(settings);
    return shots.stream().map(shot -> tracker.advance(shot.detections(), shot.at())).toList();
  }

  private static Set<Long> idsIn(List<List<Track>> frames) {
    Set<Long> ids = new TreeSet<>();
    frames.forEach(tracks -> tracks.forEach(track -> ids.add(track.id().value())));
    return ids;
  }

  private static BoundingBox boxOf(long id, List<Track> tracks) {
    return tracks.stream()
        .filter(track -> track.id().value() == id)
        .findFirst()
        .orElseThrow()
        .detection()
        .box();
  }
}
