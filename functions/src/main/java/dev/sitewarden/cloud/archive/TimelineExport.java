package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.domain.edl.Edl;
import dev.sitewarden.domain.edl.EdlCodec;
import dev.sitewarden.domain.edl.EdlEvent;
import dev.sitewarden.domain.edl.FrameRate;
import dev.sitewarden.domain.edl.Timecode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A timeline as other programs read it. */
final class TimelineExport {
  private static final int REEL_DIGITS = 4;

  /** Numbers of events have three digits. */
  private static final int MOST_EVENTS = 999;

  /** The record's clock begins at one hour, as editors expect, unless that is too late for it. */
  private static final Duration RECORD_START = Duration.ofHours(1);

  private TimelineExport() {}

  /**
   * An edit decision list: each recording is an event, over midnight two. Its source timecode is
   * the time of day in UTC when its frames were seen, so that every frame can be found again; what
   * is missing between two recordings is no gap in the record, only in the source. What is no
   * longer kept is not in it. More events than CMX3600 has numbers for are a problem for the
   * caller, with the code edl-too-long.
   */
  static String edl(Timeline timeline, FrameRate rate) {
    List<Take> takes =
        timeline.recordings().stream()
            .filter(part -> !part.isGone())
            .flatMap(part -> takes(timeline, part, rate).stream())
            .toList();
    List<EdlEvent> events = new ArrayList<>();
    long recorded = recordStart(takes, rate);
    for (Take take : takes) {
      for (Take piece : take.cutAfter(rate.framesOfDay() - recorded)) {
        events.add(event(events.size() + 1, timeline, piece, rate, recorded));
        recorded = (recorded + piece.frames()) % rate.framesOfDay();
      }
    }
    requireNumbers(events.size(), takes);
    return EdlCodec.write(new Edl(title(timeline), rate, events));
  }

  private static void requireNumbers(int events, List<Take> takes) {
    if (events > MOST_EVENTS) {
      Instant end = takes.get(Math.min(MOST_EVENTS, takes.size() - 1)).part().from();
      throw ProblemException.unprocessable(
          "edl-too-long",
          "This time has %d events, and a list of CMX3600 ends at %d: choose a shorter time, such as one that ends at %s, and another for the rest."
              .formatted(events, MOST_EVENTS, end));
    }
  }

  /** Midnight, if with another start a whole day would not fit before the next one. */
  private static long recordStart(List<Take> takes, FrameRate rate) {
    long start = rate.frameAt(RECORD_START.toNanos());
    long frames = takes.stream().mapToLong(Take::frames).sum();
    return start + frames > rate.framesOfDay() ? 0 : start;
  }

  /** An incident, at a frame of the day. */
  private record Cue(long frame, Timeline.Mark mark) {}

  /**
   * Frames of one recording within one day of UTC.
   *
   * @param in the first of them, counted from the day's begin
   */
  private record Take(Timeline.Part part, long in, long frames, List<Cue> cues) {

    /** It, or the two that it becomes if the record's day ends within it. */
    List<Take> cutAfter(long most) {
      return frames <= most
          ? List.of(this)
          : List.of(part(in, most), part(in + most, frames - most));
    }

    private Take part(long from, long length) {
      return new Take(
          part,
          from,
          length,
          cues.stream().filter(cue -> cue.frame >= from && cue.frame < from + length).toList());
    }
  }

  /** What was asked for of a recording, day by day. */
  private static List<Take> takes(Timeline timeline, Timeline.Part part, FrameRate rate) {
    List<Take> takes = new ArrayList<>();
    Instant to = earlier(part.to(), timeline.until());
    Instant from = part.from().isBefore(timeline.since()) ? timeline.since() : part.from();
    while (from.isBefore(to)) {
      Instant day = from.truncatedTo(ChronoUnit.DAYS);
      Instant end = earlier(to, day.plus(1, ChronoUnit.DAYS));
      long in = frame(day, from, rate);
      long frames = frame(day, end, rate) - in;
      if (frames > 0) {
        List<Cue> cues =
            between(timeline.incidents(), from, end).stream()
                .map(
                    mark ->
                        new Cue(
                            Math.min(frame(day, mark.capturedAt(), rate), in + frames - 1), mark))
                .toList();
        takes.add(new Take(part, in, frames, cues));
      }
      from = end;
    }
    return takes;
  }

  /** Those of a time: there may be a hundred thousand in a day of some thousand recordings. */
  private static List<Timeline.Mark> between(
      List<Timeline.Mark> ordered, Instant from, Instant to) {
    return ordered.subList(countBefore(ordered, from), countBefore(ordered, to));
  }

  private static int countBefore(List<Timeline.Mark> ordered, Instant at) {
    int low = 0;
    int high = ordered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered.get(middle).capturedAt().isBefore(at)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** In drop-frame, a day of the clock has two frames more than numbers: those are left out. */
  private static long frame(Instant day, Instant at, FrameRate rate) {
    long frame = rate.frameAt(Duration.between(day, at).toNanos());
    return Math.min(frame, rate.framesOfDay());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static EdlEvent event(
      int number, Timeline timeline, Take take, FrameRate rate, long recorded) {
    return new EdlEvent(
        "%03d".formatted(number),
        reel(timeline.camera(), number),
        "V",
        "C",
        0,
        new Timecode(take.in(), rate),
        out(take.in() + take.frames(), rate),
        new Timecode(recorded, rate),
        out(recorded + take.frames(), rate),
        remarks(timeline, take, rate));
  }

  private static Timecode out(long frame, FrameRate rate) {
    return new Timecode(frame % rate.framesOfDay(), rate);
  }

  /** Eight characters: what the oldest programs take. */
  private static String reel(String camera, int number) {
    String letters = camera.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    String name = letters.substring(0, Math.min(REEL_DIGITS, letters.length()));
    return "%s%04d".formatted(name.isEmpty() ? "CAM" : name, number);
  }

  private static List<String> remarks(Timeline timeline, Take take, FrameRate rate) {
    Timeline.Part part = take.part();
    List<String> remarks = new ArrayList<>();
    remarks.add("* FROM CLIP NAME: " + part.id() + ".mp4");
    remarks.add("* SOURCE FILE: " + part.url());
    remarks.add("* SHA-256: " + part.sha256());
    if (timeline.incidentsCutAt().filter(cut -> cut.isBefore(part.to())).isPresent()) {
      remarks.add("* COMMENT: MORE INCIDENTS THAN THIS LIST SHOWS");
    }
    for (Cue cue : take.cues()) {
      Timecode at = new Timecode(cue.frame(), rate);
      remarks.add("* LOC: %s RED     %s %s".formatted(at, cue.mark().severity(), cue.mark().id()));
    }
    return remarks;
  }

  private static String title(Timeline timeline) {
    return "%s %s %s".formatted(timeline.device(), timeline.camera(), timeline.since());
  }

  /** RFC 4180: recordings and incidents, by time; ids and enumerations need no quotes. */
  static String csv(Timeline timeline) {
    String recordings =
        timeline.recordings().stream()
            .map(
                part ->
                    "recording,%s,%s,%s,%s,%d,%s,\r\n"
                        .formatted(
                            part.id(),
                            part.from(),
                            part.to(),
                            part.tier(),
                            part.bytes(),
                            part.sha256()))
            .collect(Collectors.joining());
    String incidents =
        timeline.incidents().stream()
            .map(
                mark ->
                    "incident,%s,%s,,%s,,,%s %s\r\n"
                        .formatted(
                            mark.id(),
                            mark.capturedAt(),
                            mark.state(),
                            mark.severity(),
                            mark.label()))
            .collect(Collectors.joining());
    String more =
        timeline
            .incidentsCutAt()
            .map(
                cut ->
                    "incomplete,,%s,%s,,,,more incidents than this table shows\r\n"
                        .formatted(cut, timeline.until()))
            .orElse("");
    return "kind,id,from,to,state,bytes,sha256,about\r\n" + recordings + incidents + more;
  }
}
