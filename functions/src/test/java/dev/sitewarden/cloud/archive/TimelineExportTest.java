package dev.sitewarden.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.domain.edl.Edl;
import dev.sitewarden.domain.edl.EdlCodec;
import dev.sitewarden.domain.edl.EdlEvent;
import dev.sitewarden.domain.edl.FrameRate;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.site.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor gets of a camera's day. */
final class TimelineExportTest {
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration WHOLE = Duration.ofHours(24);

  static Stream<Arguments> rates() {
    return Stream.of(
        Arguments.of(FrameRate.of(24), "00:00:00:00", 24L * 86_400),
        Arguments.of(FrameRate.of(25), "00:00:00:00", 25L * 86_400),
        Arguments.of(FrameRate.of(30), "00:00:00:00", 30L * 86_400),
        Arguments.of(FrameRate.of(50), "00:00:00:00", 50L * 86_400),
        Arguments.of(FrameRate.of(60), "00:00:00:00", 60L * 86_400),
        Arguments.of(FrameRate.ntsc(), "23:58:33:20", 2_589_410L),
        Arguments.of(FrameRate.ntscDrop(), "00:00:00:00", 2_589_408L),
        Arguments.of(new FrameRate(60, true, false), "23:58:33:41", 5_178_821L),
        Arguments.of(new FrameRate(60, true, true), "00:00:00:00", 5_178_816L));
  }

  @Test
  void aListEndsAtTheLastNumberThatItsFormatHas() {
    Edl full = edl(FrameRate.of(25), minutes(999), List.of());

    assertThat(full.events().getLast().number()).isEqualTo("999");
    assertThatThrownBy(() -> edl(FrameRate.of(25), minutes(1440), List.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("1440 events")
        .hasMessageContaining("ends at 2026-11-20T16:39:00Z");
  }

  private static List<Timeline.Part> minutes(int count) {
    return IntStream.range(0, count).mapToObj(i -> minute(DAY.plusSeconds(60L * i))).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rates")
  void aDayThatWasRecordedWholeIsInTheListWhole(FrameRate rate, String end, long frames) {
    List<Timeline.Part> twoMinutes =
        IntStream.range(0, 720)
            .mapToObj(i -> part(DAY.plusSeconds(120L * i), Duration.ofMinutes(2), "media"))
            .toList();
    Timeline.Mark last = mark(DAY.plus(WHOLE).minusMillis(1));

    Edl edl = edl(rate, twoMinutes, List.of(last));

    assertThat(edl.events()).hasSize(720);
    assertThat(edl.events().getFirst().sourceIn()).hasToString(midnight(rate));
    assertThat(edl.events().getFirst().recordIn()).hasToString(midnight(rate));
    assertThat(edl.events().getLast().sourceOut().toString().replace(';', ':')).isEqualTo(end);
    assertThat(edl.events().getLast().recordOut().toString().replace(';', ':')).isEqualTo(end);
    assertThat(edl.events().stream().mapToLong(event -> length(event, rate)).sum())
        .isEqualTo(frames);
    assertThat(edl.events().getLast().remarks())
        .anyMatch(remark -> remark.startsWith("* LOC") && remark.endsWith("" + last.id()));
  }

  @Test
  void aMarkerInTheLastMillisecondOfTheDayIsOfItsLastFrame() {
    Instant at = DAY.plus(WHOLE).minusMillis(1);

    Edl edl = edl(FrameRate.of(25), List.of(minute(DAY.plusSeconds(86_340))), List.of(mark(at)));

    assertThat(edl.events().getFirst().remarks())
        .anyMatch(remark -> remark.startsWith("* LOC: 23:59:59:24"));
  }

  @Test
  void ofARecordingOverMidnightEachDayHasItsOwnPart() {
    List<Timeline.Part> over =
        List.of(minute(DAY.minusSeconds(30)), minute(DAY.plusSeconds(86_370)));
    Timeline.Mark mark = mark(DAY.plusSeconds(10));

    Edl edl = edl(FrameRate.of(25), over, List.of(mark));

    assertThat(edl.events())
        .extracting(event -> event.sourceIn() + " " + event.sourceOut())
        .containsExactly("00:00:00:00 00:00:30:00", "23:59:30:00 00:00:00:00");
    assertThat(edl.events())
        .extracting(event -> event.recordIn() + " " + event.recordOut())
        .containsExactly("01:00:00:00 01:00:30:00", "01:00:30:00 01:01:00:00");
    assertThat(edl.events().getFirst().remarks())
        .contains("* LOC: 00:00:10:00 RED     ALARM " + mark.id());
    assertThat(edl.events().getLast().remarks()).noneMatch(remark -> remark.startsWith("* LOC"));
  }

  @Test
  void aTimeOverMidnightHasTwoEventsOfOneRecording() {
    Timeline.Part over = minute(DAY.minusSeconds(30));
    Timeline timeline =
        new Timeline(
            "edge-7",
            "gate",
            DAY.minusSeconds(3600),
            DAY.plusSeconds(3600),
            List.of(over),
            List.of(),
            Optional.empty());

    Edl edl = EdlCodec.read(TimelineExport.edl(timeline, FrameRate.of(25)), FrameRate.of(25));

    assertThat(edl.events())
        .extracting(event -> event.sourceIn() + " " + event.sourceOut())
        .containsExactly("23:59:30:00 00:00:00:00", "00:00:00:00 00:00:30:00");
    assertThat(edl.events()).extracting(EdlEvent::clipName).containsOnly(over.id() + ".mp4");
  }

  @Test
  void recordingsThatOverlapAndAreMoreThanADayGoOnAtTheRecordsMidnight() {
    List<Timeline.Part> overlapping =
        List.of(
            part(DAY, Duration.ofHours(24), "media"),
            part(DAY.plusSeconds(3600), Duration.ofHours(2), "media"));

    Edl edl = edl(FrameRate.of(25), overlapping, List.of());

    assertThat(edl.events())
        .extracting(event -> event.recordIn() + " " + event.recordOut())
        .containsExactly("00:00:00:00 00:00:00:00", "00:00:00:00 02:00:00:00");
  }

  @Test
  void whatIsNotKeptAnyMoreIsNotInTheList() {
    List<Timeline.Part> parts =
        List.of(part(DAY, Duration.ofMinutes(1), "gone"), minute(DAY.plusSeconds(60)));

    Edl edl = edl(FrameRate.of(25), parts, List.of());

    assertThat(edl.events())
        .singleElement()
        .satisfies(event -> assertThat(event.sourceIn()).hasToString("00:01:00:00"));
  }

  @Test
  void whereIncidentsAreMissingListAndTableSaySo() {
    List<Timeline.Part> parts = List.of(minute(DAY), minute(DAY.plusSeconds(60)));
    Timeline timeline =
        new Timeline(
            "edge-7",
            "gate",
            DAY,
            DAY.plus(WHOLE),
            parts,
            List.of(mark(DAY)),
            Optional.of(DAY.plusSeconds(70)));

    Edl edl = EdlCodec.read(TimelineExport.edl(timeline, FrameRate.of(25)), FrameRate.of(25));

    assertThat(edl.events())
        .extracting(
            event -> event.remarks().contains("* COMMENT: MORE INCIDENTS THAN THIS LIST SHOWS"))
        .containsExactly(false, true);
    assertThat(TimelineExport.csv(timeline))
        .endsWith(
            "incomplete,,2026-11-20T00:01:10Z,2026-11-21T00:00:00Z,,,,more incidents than this table shows\r\n");
  }

  private static Edl edl(FrameRate rate, List<Timeline.Part> parts, List<Timeline.Mark> incidents) {
    Timeline timeline =
        new Timeline("edge-7", "gate", DAY, DAY.plus(WHOLE), parts, incidents, Optional.empty());
    return EdlCodec.read(TimelineExport.edl(timeline, rate), rate);
  }

  private static long length(EdlEvent event, FrameRate rate) {
    long frames = event.sourceOut().frame() - event.sourceIn().frame();
    return frames > 0 ? frames : frames + rate.framesOfDay();
  }

  private static String midnight(FrameRate rate) {
    return rate.isDrop() ? "00:00:00;00" : "00:00:00:00";
  }

  private static Timeline.Part minute(Instant from) {
    return part(from, Duration.ofMinutes(1), "media");
  }

  private static Timeline.Part part(Instant from, Duration length, String tier) {
    UUID id = UUID.randomUUID();
    return new Timeline.Part(
        id, from, from.plus(length), 1, "0".repeat(64), tier, "/api/v1/recordings/edge-7/" + id);
  }

  private static Timeline.Mark mark(Instant at) {
    return new Timeline.Mark(
        UUID.randomUUID(), at, Severity.ALARM, IncidentState.OPEN, "Yard", "head", 0.9, false);
  }
}
