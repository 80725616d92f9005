package dev.sitewarden.cloud.archive;

import dev.sitewarden.domain.edl.Edl;
import dev.sitewarden.domain.edl.EdlCodec;
import dev.sitewarden.domain.edl.EdlEvent;
import dev.sitewarden.domain.edl.FrameRate;
import dev.sitewarden.domain.edl.Timecode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A timeline as other programs read it. */
final class TimelineExport {
  private static final int REEL_DIGITS = 4;

  /** The record's clock begins at one hour, as editors expect. */
  private static final int RECORD_HOUR = 1;

  private TimelineExport() {}

  /**
   * An edit decision list: each recording is an event. Its source timecode is the time of day in
   * UTC when its frames were seen, so that every frame can be found again; what is missing between
   * two recordings is no gap in the record, only in the source.
   */
  static String edl(Timeline timeline, FrameRate rate) {
    List<EdlEvent> events = new ArrayList<>();
    long recorded = rate.frameAt(Duration.ofHours(RECORD_HOUR).toNanos());
    for (Timeline.Part part : timeline.recordings()) {
      long in = rate.frameAt(ofDay(part.from()));
      long frames = rate.frameAt(ofDay(part.from()) + nanos(part)) - in;
      long last = Timecode.parse("23:59:59:" + (rate.nominal() - 1), rate).frame();
      long length = Math.min(frames, last - in); // a recording over midnight ends with the day
      if (length > 0) {
        events.add(event(events.size() + 1, timeline, part, rate, in, recorded, length));
        recorded += length;
      }
    }
    return EdlCodec.write(new Edl(title(timeline), rate, events));
  }

  private static EdlEvent event(
      int number,
      Timeline timeline,
      Timeline.Part part,
      FrameRate rate,
      long in,
      long recorded,
      long length) {
    Timecode source = new Timecode(in, rate);
    Timecode record = new Timecode(recorded, rate);
    return new EdlEvent(
        "%03d".formatted(number),
        reel(timeline.camera(), number),
        "V",
        "C",
        0,
        source,
        source.plus(length),
        record,
        record.plus(length),
        remarks(timeline, part, rate));
  }

  /** Eight characters: what the oldest programs take. */
  private static String reel(String camera, int number) {
    String letters = camera.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    String name = letters.substring(0, Math.min(REEL_DIGITS, letters.length()));
    return "%s%04d".formatted(name.isEmpty() ? "CAM" : name, number);
  }

  private static List<String> remarks(Timeline timeline, Timeline.Part part, FrameRate rate) {
    List<String> remarks = new ArrayList<>();
    remarks.add("* FROM CLIP NAME: " + part.id() + ".mp4");
    remarks.add("* SOURCE FILE: " + part.url());
    remarks.add("* SHA-256: " + part.sha256());
    for (Timeline.Mark mark : timeline.incidents()) {
      if (!mark.capturedAt().isBefore(part.from()) && mark.capturedAt().isBefore(part.to())) {
        Timecode at = new Timecode(rate.frameAt(ofDay(mark.capturedAt())), rate);
        remarks.add("* LOC: %s RED     %s %s".formatted(at, mark.severity(), mark.id()));
      }
    }
    return remarks;
  }

  private static long ofDay(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalTime().toNanoOfDay();
  }

  private static long nanos(Timeline.Part part) {
    return Duration.between(part.from(), part.to()).toNanos();
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
    return "kind,id,from,to,state,bytes,sha256,about\r\n" + recordings + incidents;
  }
}
