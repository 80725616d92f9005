package dev.sitewarden.edge.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.geometry.Letterbox;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.RuleTerms;
import dev.sitewarden.domain.vision.ShiftPlan;
import dev.sitewarden.domain.vision.Track;
import dev.sitewarden.domain.vision.TrackId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Cleared;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentClosed;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.TraceParent;
import dev.sitewarden.edge.disk.WriteMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every process is a new book over the same folder; a crash is a book that is not asked again. */
class IncidentBookTest {
  private static final Instant RAISED = Instant.parse("2026-01-01T08:00:08Z");
  private static final Instant LAST_SEEN = RAISED.plusSeconds(6);
  private static final Instant CLEARED = RAISED.plusSeconds(7);
  private static final EventSource GATE =
      new EventSource(new DeviceId("pi-1"), new CameraId("gate"));
  private static final Detection HEAD =
      new Detection(new Label("head"), 0.8, new BoundingBox(0.4, 0.4, 0.5, 0.5));
  private static final Detection HELMET =
      new Detection(new Label("helmet"), 0.7, new BoundingBox(0.6, 0.4, 0.7, 0.5));
  private static final Zone ZONE =
      new Zone(
          new ZoneId("hazard"),
          "Hazard zone",
          new Polygon(List.of(new Point(0.1, 0.1), new Point(0.9, 0.1), new Point(0.5, 0.9))),
          Anchor.CENTRE,
          List.of(Rule.missingPpe()));

  private static final Rule WATCHFUL =
      new Rule.ObjectPresent(
          new RuleTerms(
              new RuleId("watchful"),
              Set.of(HEAD.label()),
              Duration.ZERO,
              Severity.WARNING,
              ShiftPlan.ALWAYS,
              0),
          1,
          1);

  private final Path folder;
  private final List<CloudEvent> sent = new ArrayList<>();
  private boolean full;

  IncidentBookTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void situationBecomesAnOpenedAndAClosedMessage() {
    IncidentBook book = book();

    see(book, raised(RAISED));
    see(book, cleared());

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst().time()).isEqualTo(RAISED);
    assertThat((IncidentOpened) sent.getFirst().data())
        .returns(HEAD, IncidentOpened::subject)
        .returns(List.of(HELMET), IncidentOpened::others);
    assertThat(sent.getLast().time()).isEqualTo(CLEARED);
    assertThat((IncidentClosed) sent.getLast().data()).returns(LAST_SEEN, IncidentClosed::endedAt);
  }

  @Test
  void whatIsToldOfAnIncidentIsOneTraceThatHasItsId() {
    IncidentBook book = book();

    see(book, raised(RAISED));
    see(book, cleared());

    String id = ((IncidentOpened) sent.getFirst().data()).incident().toString();
    List<TraceParent> places = sent.stream().flatMap(event -> event.trace().stream()).toList();
    assertThat(places).hasSize(2).doesNotHaveDuplicates().allMatch(TraceParent::isSampled);
    assertThat(places).extracting(TraceParent::trace).containsOnly(id.replace("-", ""));
  }

  @Test
  void powerCutBeforeTheJournalRepeatsTheSameMessages() throws IOException {
    see(book(), raised(RAISED));
    List<CloudEvent> first = List.copyOf(sent);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    see(book(), raised(RAISED));

    assertThat(sent).containsExactly(first.getFirst(), first.getFirst());
  }

  @Test
  void powerCutBetweenJournalAndOutboxIsMadeGoodAtTheNextStart() {
    full = true;
    see(book(), raised(RAISED));
    assertThat(sent).isEmpty();
    full = false;

    book().resume();

    assertThat(sent)
        .singleElement()
        .extracting(CloudEvent::data)
        .isInstanceOf(IncidentOpened.class);
  }

  @Test
  void recordingThatIsSeenAgainSaysNothingTwice() {
    see(book(), raised(RAISED));
    IncidentBook again = book();
    again.resume();

    see(again, raised(RAISED));
    see(again, cleared());

    assertThat(sent).hasSize(2);
  }

  @Test
  void ruleThatFiresAFewFramesBesideAfterACrashIsTheSameIncident() {
    see(book(), raised(RAISED));
    IncidentBook again = book();
    again.resume();

    see(again, raised(RAISED.plusMillis(300)));
    see(again, cleared());

    assertThat(sent)
        .extracting(event -> event.data().getClass().getSimpleName())
        .containsExactly("IncidentOpened", "IncidentClosed");
  }

  @Test
  void secondIncidentInOneProcessIsNotTheFirst() {
    IncidentBook book = book();
    see(book, raised(RAISED));
    see(book, cleared());

    see(book, raised(RAISED.plusMillis(900)));

    assertThat(sent).hasSize(3);
    assertThat(book.raised()).isEqualTo(2);
  }

  @Test
  void twoObjectsInOneFrameAreTwoIncidentsThatEndByThemselves() {
    IncidentBook book = book();
    see(book, raised(new TrackId(1)), raised(new TrackId(2)));
    see(book, cleared(new TrackId(2)));

    assertThat(book.raised()).isEqualTo(2);
    assertThat(sent).hasSize(3);
    IncidentId second = ((IncidentOpened) sent.get(1).data()).incident();
    assertThat(((IncidentOpened) sent.getFirst().data()).incident()).isNotEqualTo(second);
    assertThat((IncidentClosed) sent.getLast().data()).returns(second, IncidentClosed::incident);
  }

  @Test
  void severityIsTheRules() {
    see(book(), raised(new TrackId(1)));

    assertThat((IncidentOpened) sent.getFirst().data())
        .returns(Severity.WARNING, IncidentOpened::severity);
  }

  @Test
  void whatACameraLeftOpenIsEndedWithWhatIsKnown() {
    see(book(), raised(RAISED));

    book().endOrphans();

    assertThat((IncidentClosed) sent.getLast().data()).returns(RAISED, IncidentClosed::endedAt);
    assertThat(Journal.open(folder, new WriteMeter(InstantSource.system())).all()).isEmpty();
  }

  @Test
  void endOfTheSourceEndsWhatIsOpen() {
    IncidentBook book = book();
    see(book, raised(RAISED));

    book.finish(LAST_SEEN);
    book.forgetHandedOver();

    assertThat((IncidentClosed) sent.getLast().data()).returns(LAST_SEEN, IncidentClosed::endedAt);
    assertThat(Journal.open(folder, new WriteMeter(InstantSource.system())).all()).isEmpty();
  }

  @Test
  void refusedMessageStaysInTheJournalUntilItIsTaken() {
    full = true;
    IncidentBook book = book();
    see(book, raised(RAISED));
    full = false;

    book.finish(LAST_SEEN);

    assertThat(sent).hasSize(2);
  }

  @Test
  void brokenJournalEntryIsLeftAloneAndTheRestIsRead() throws IOException {
    see(book(), raised(RAISED));
    Path broken = Files.writeString(folder.resolve("0.json"), "{\"opened\":");

    assertThat(Journal.open(folder, new WriteMeter(InstantSource.system())).all()).hasSize(1);
    assertThat(broken).exists();
  }

  @Test
  void aRefusedIncidentGoesOutWhenThereIsRoomAgainWithoutAnotherEvent() {
    IncidentBook book = book();
    full = true;
    see(book, raised(RAISED));
    see(book, cleared());
    assertThat(sent).isEmpty();

    full = false;
    book.tend(CLEARED.plusSeconds(10));

    assertThat(sent)
        .extracting(event -> event.data().getClass().getSimpleName())
        .containsExactly("IncidentOpened", "IncidentClosed");
  }

  @Test
  void theJournalForgetsWhatIsThroughAndOnlyThat() throws IOException {
    IncidentBook book = book();
    Instant now = RAISED;
    for (int i = 0; i < 500; i++) {
      see(book, raised(now));
      see(book, new Cleared(ZONE, Rule.missingPpe(), Optional.empty(), now.plusSeconds(1), now));
      now = now.plus(Duration.ofMinutes(1));
      book.tend(now);
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isBetween(1L, 12L); // evidence is waited for, ten minutes long
    }
    assertThat(sent).hasSize(1000);
  }

  @Test
  void anIncidentThatGoesOnIsNotForgotten() throws IOException {
    IncidentBook book = book();
    see(book, raised(RAISED));

    book.tend(RAISED.plus(Duration.ofDays(1)));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void journalEntryThatIsCutOffAnywhereIsLeftAlone() throws IOException {
    see(book(), raised(RAISED));
    Path entry;
    try (var files = Files.list(folder)) {
      entry = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(entry);

    for (int length = 0; length < whole.length; length++) {
      Files.write(entry, Arrays.copyOf(whole, length));

      assertThat(Journal.open(folder, new WriteMeter(InstantSource.system())).all())
          .as("cut to %d bytes", length)
          .isEmpty();
      assertThat(entry).hasSize(length);
    }
  }

  @Test
  void runThatIsCutOffAnywhereIsNoneOrTheSame() throws IOException {
    Path file = folder.resolve("run.json");
    var run = new Run("clip.mp4", "gate", RAISED, LAST_SEEN);
    new RunFile(file).write(run);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(new RunFile(file).read()).as("cut to %d bytes", length).isEmpty();
    }
  }

  private IncidentBook book() {
    EventSink sink =
        event -> {
          if (full) {
            return new Handover.Refused("full");
          }
          sent.add(event);
          return new Handover.Kept();
        };
    return new IncidentBook(
        GATE,
        () -> new ModelVersion("ppe", "1", Digest.of(new byte[0])),
        Journal.open(folder, new WriteMeter(InstantSource.system())),
        sink,
        (incident, frame) -> {});
  }

  private static void see(IncidentBook book, ZoneEvent... events) {
    Frame frame =
        new Frame(
            GATE.camera(),
            0,
            events[0].at(),
            new Letterbox(4, 4, 4, 4),
            ByteBuffer.allocateDirect(24),
            ByteBuffer.allocateDirect(48),
            () -> {});
    book.advance(List.of(events), List.of(), frame, List.of(HEAD, HELMET));
  }

  private static ZoneEvent raised(Instant at) {
    return new Raised(
        ZONE, Rule.missingPpe(), Optional.empty(), at, new Track(new TrackId(1), HEAD, 3));
  }

  private static ZoneEvent cleared() {
    return new Cleared(ZONE, Rule.missingPpe(), Optional.empty(), CLEARED, LAST_SEEN);
  }

  private static ZoneEvent raised(TrackId object) {
    return new Raised(ZONE, WATCHFUL, Optional.of(object), RAISED, new Track(object, HEAD, 3));
  }

  private static ZoneEvent cleared(TrackId object) {
    return new Cleared(ZONE, WATCHFUL, Optional.of(object), CLEARED, LAST_SEEN);
  }
}
