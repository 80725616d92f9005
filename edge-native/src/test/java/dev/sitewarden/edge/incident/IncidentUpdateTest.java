package dev.sitewarden.edge.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.OngoingSituation;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.TrackId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.edge.disk.WriteMeter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A situation goes on for half a minute, one frame a second; who is told what, and when. */
class IncidentUpdateTest {
  private static final Instant RAISED = Instant.parse("2026-01-01T08:00:08Z");
  private static final EventSource GATE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));
  private static final Rule RULE = Rule.missingPpe();
  private static final Zone ZONE =
      new Zone(
          new ZoneId("hazard"),
          "Hazard zone",
          new Polygon(List.of(new Point(0.1, 0.1), new Point(0.9, 0.1), new Point(0.5, 0.9))),
          Anchor.CENTRE,
          List.of(RULE));

  private final Path folder;
  private final List<CloudEvent> sent = new ArrayList<>();
  private boolean full;

  IncidentUpdateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * Frames from the one that raised it: how many objects, and the best score in tenths. Updates:
   * second, objects, score.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "stays as it was                  | 1/5 1/5*20               | ''",
        "trembles                         | 1/5 1/5.9*20             | ''",
        "is clearer, told when it is time | 1/5 1/7 1/5*20           | 10: 1 0.7",
        "the best of ten seconds          | 1/5 1/7 1/9 1/6*20       | 10: 1 0.9",
        "one more                         | 1/5 2/5*20               | 10: 2 0.5",
        "one more for a moment only       | 1/5 2/5 1/5*20           | ''",
        "fewer are no news                | 3/5 2/5*20               | ''",
        "one more every five seconds      | 1/5*5 2/5*5 3/5*5 4/5*20 | 10: 3 0.5, 20: 4 0.5",
        "both                             | 1/5 2/5 2/8*20           | 10: 2 0.8",
        "clearer late                     | 1/5*15 1/8*5             | 15: 1 0.8"
      })
  void isToldRarelyAndOnlyOfWhatIsWorseOrClearer(String name, String frames, String updates) {
    watch(book(), frames, 0);

    assertThat(updates(sent)).isEqualTo(updates);
  }

  @Test
  void anUpdateShowsTheFrameWithTheBestSubject() {
    watch(book(), "1/5 1/5*3 1/9 1/6*20", 0);

    assertThat((IncidentUpdated) sent.getLast().data())
        .returns(RAISED.plusSeconds(4), IncidentUpdated::capturedAt)
        .returns(Severity.ALARM, IncidentUpdated::severity)
        .returns(head(0.9), IncidentUpdated::subject);
    assertThat(sent.getLast().time()).isEqualTo(RAISED.plusSeconds(10));
  }

  @Test
  void anotherSeverityIsToldAtOnce() {
    IncidentBook book = book();
    watch(book, "1/5 1/5", 0);

    book.advance(
        List.of(),
        List.of(ongoing(RULE.withSeverity(Severity.WARNING), 1, 0.5)),
        frame(2),
        List.of());

    assertThat((IncidentUpdated) sent.getLast().data())
        .returns(Severity.WARNING, IncidentUpdated::severity);
  }

  @Test
  void everyUpdateHasAnIdOfItsOwnWhichTheSameInstantsMakeAgain() {
    String growing = "1/5*5 2/5*5 3/5*5 4/5*20";
    watch(book(), growing, 0);
    List<CloudEvent> first = List.copyOf(sent);
    sent.clear();

    watch(book(folder.resolve("other")), growing, 0);

    assertThat(sent).isEqualTo(first);
    assertThat(first).extracting(CloudEvent::id).doesNotHaveDuplicates();
  }

  @Test
  void recordingThatIsSeenAgainGoesOnWithWhatWasTold() {
    String growing = "1/5*5 2/5*5 3/5*5 4/5*20";
    watch(book(), growing, 0);
    List<CloudEvent> uninterrupted = List.copyOf(sent);
    sent.clear();
    Path cut = folder.resolve("cut");
    watch(book(cut), "1/5*5 2/5*5 3/5*2", 0);

    IncidentBook again = book(cut);
    again.resume();
    watch(again, growing, 0);

    assertThat(sent).isEqualTo(uninterrupted);
  }

  @Test
  void whatTheSinkRefusedIsMadeGoodWithTheLatestWord() {
    IncidentBook book = book();
    watch(book, "1/5", 0);
    full = true;
    ongoing(book, "2/5*12 3/5*12", 1);
    full = false;

    book().resume();

    assertThat(updates(sent)).isEqualTo("20: 3 0.5");
  }

  @Test
  void anOrphanIsEndedWhenItWasHeardOfLast() {
    watch(book(), "1/5 2/5*12", 0);

    book().endOrphans();

    assertThat((IncidentClosed) sent.getLast().data())
        .returns(RAISED.plusSeconds(10), IncidentClosed::endedAt);
    assertThat(Journal.open(folder, new WriteMeter(InstantSource.system())).all()).isEmpty();
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    IncidentBook book = book();
    watch(book, "1/5", 0);
    book.advance(
        List.of(new Cleared(ZONE, RULE, Optional.empty(), RAISED.plusSeconds(1), RAISED)),
        List.of(),
        frame(1),
        List.of());

    ongoing(book, "5/9*20", 2);

    assertThat(updates(sent)).isEmpty();
    assertThat(sent).hasSize(2);
  }

  /** The first frame raises it. */
  private static void watch(IncidentBook book, String frames, int from) {
    List<String> each = each(frames);
    double score = Double.parseDouble(each.getFirst().split("/", -1)[1]) / 10;
    Track subject = new Track(new TrackId(1), head(score), 3);
    int objects = Integer.parseInt(each.getFirst().split("/", -1)[0]);
    book.advance(
        List.of(new Raised(ZONE, RULE, Optional.empty(), RAISED, subject)),
        List.of(ongoing(RULE, objects, score)),
        frame(from),
        List.of());
    goOn(book, each.subList(1, each.size()), from + 1);
  }

  private static void ongoing(IncidentBook book, String frames, int from) {
    goOn(book, each(frames), from);
  }

  private static void goOn(IncidentBook book, List<String> frames, int from) {
    for (int i = 0; i < frames.size(); i++) {
      String[] parts = frames.get(i).split("/", -1);
      OngoingSituation now =
          ongoing(RULE, Integer.parseInt(parts[0]), Double.parseDouble(parts[1]) / 10);
      book.advance(List.of(), List.of(now), frame(from + i), List.of());
    }
  }

  /** {@code 1/5*3} is three times {@code 1/5}. */
  private static List<String> each(String frames) {
    List<String> each = new ArrayList<>();
    for (String some : frames.split(" ", -1)) {
      String[] parts = some.split("\\*", -1);
      int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      for (int i = 0; i < times; i++) {
        each.add(parts[0]);
      }
    }
    return each;
  }

  private static OngoingSituation ongoing(Rule rule, int objects, double score) {
    return new OngoingSituation(
        ZONE, rule, Optional.empty(), new Track(new TrackId(1), head(score), 3), objects);
  }

  private static Detection head(double score) {
    return new Detection(new Label("head"), score, new BoundingBox(0.4, 0.4, 0.5, 0.5));
  }

  private static Frame frame(int second) {
    return new Frame(
        GATE.camera(),
        second,
        RAISED.plusSeconds(second),
        new Letterbox(4, 4, 4, 4),
        ByteBuffer.allocateDirect(24),
        ByteBuffer.allocateDirect(48),
        () -> {});
  }

  private IncidentBook book() {
    return book(folder);
  }

  private IncidentBook book(Path journal) {
    return new IncidentBook(
        GATE,
        IncidentUpdateTest::model,
        Journal.open(journal, new WriteMeter(InstantSource.system())),
        this::put,
        (incident, frame) -> {});
  }

  private Handover put(CloudEvent event) {
    if (full) {
      return new Handover.Refused("full");
    }
    sent.add(event);
    return new Handover.Kept();
  }

  private static ModelVersion model() {
    return new ModelVersion("ppe", "1", Digest.of(new byte[0]));
  }

  private static String updates(List<CloudEvent> events) {
    List<String> told = new ArrayList<>();
    for (CloudEvent event : events) {
      if (event.data() instanceof IncidentUpdated update) {
        long second = event.time().getEpochSecond() - RAISED.getEpochSecond();
        told.add("%d: %d %s".formatted(second, update.objects(), update.subject().score()));
      }
    }
    return String.join(", ", told);
  }
}
