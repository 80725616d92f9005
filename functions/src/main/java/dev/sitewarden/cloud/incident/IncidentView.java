package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.vision.Anchor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An incident with everything that is known about it. */
@RegisterForReflection
public record IncidentView(
    @JsonUnwrapped IncidentSummary summary,
    Instant receivedAt,
    Optional<Instant> notifiedAt,
    FrameSize frame,
    ZoneView zone,
    DetectionView subject,
    List<DetectionView> others,
    ModelView model,
    EvidenceView evidence,
    List<TimelineLine> timeline,
    Optional<String> comment,
    Optional<String> acknowledgedBy,
    Optional<String> resolvedBy,
    Optional<String> severityBy,
    List<RepeatView> repeats) {

  public IncidentView {
    others = List.copyOf(others);
    timeline = List.copyOf(timeline);
    repeats = List.copyOf(repeats);
  }

  /** The same situation, seen again. */
  record RepeatView(
      UUID id, Instant capturedAt, Optional<String> snapshotUrl, Optional<String> thumbnailUrl) {
    static RepeatView of(IncidentEntity repeat) {
      return new RepeatView(
          repeat.id,
          repeat.capturedAt,
          IncidentSummary.url(repeat, Evidence.Kind.SNAPSHOT),
          IncidentSummary.url(repeat, Evidence.Kind.THUMBNAIL));
    }
  }

  /** Size of the frame that boxes and zone are fractions of. */
  record FrameSize(int widthPx, int heightPx) {}

  /** The zone as it was drawn then; corners are {@code [x, y]} in fractions of the frame. */
  record ZoneView(String id, String name, Anchor anchor, List<List<Double>> polygon) {
    ZoneView {
      polygon = List.copyOf(polygon);
    }
  }

  /** The weights that spoke. */
  record ModelView(String name, String version, String sha256) {}

  /** A stored file; {@code url} is where it is read. */
  record FileView(String url, long bytes) {}

  /**
   * What shows the incident; each part comes when the device has stored it.
   *
   * @param isGone whether its time is over: what there was is not kept any more
   */
  record EvidenceView(
      Optional<FileView> snapshot,
      Optional<FileView> clip,
      Optional<FileView> detections,
      Optional<FileView> thumbnail,
      boolean isGone) {

    static EvidenceView of(IncidentEntity row) {
      return new EvidenceView(
          file(row, Evidence.Kind.SNAPSHOT),
          file(row, Evidence.Kind.CLIP),
          file(row, Evidence.Kind.DETECTIONS),
          file(row, Evidence.Kind.THUMBNAIL),
          row.evidenceGoneAt().isPresent());
    }

    private static Optional<FileView> file(IncidentEntity row, Evidence.Kind kind) {
      return IncidentSummary.url(row, kind)
          .flatMap(url -> row.file(kind).map(file -> new FileView(url, file.bytes())));
    }
  }

  /**
   * A line of the timeline.
   *
   * @param by a user or a device
   * @param whyNot what the text says, for pages in another language, if nobody was told
   */
  record TimelineLine(
      Instant at, Optional<String> by, TimelineKind kind, String text, Optional<WhyNot> whyNot) {}

  static IncidentView of(
      IncidentEntity row, List<TimelineEntity> timeline, List<IncidentEntity> repeats) {
    return new IncidentView(
        IncidentSummary.of(row),
        row.receivedAt,
        Optional.ofNullable(row.notifiedAt),
        new FrameSize(row.frameWidthPx, row.frameHeightPx),
        zone(row.zone),
        DetectionView.of(row.subject()),
        row.others().stream().map(DetectionView::of).toList(),
        new ModelView(row.model.name(), row.model.version(), row.model.sha256()),
        EvidenceView.of(row),
        timeline.stream().map(IncidentView::line).toList(),
        Optional.ofNullable(row.comment),
        Optional.ofNullable(row.acknowledgedBy),
        Optional.ofNullable(row.resolvedBy),
        Optional.ofNullable(row.severityBy),
        repeats.stream().map(RepeatView::of).toList());
  }

  private static ZoneView zone(ZoneColumns zone) {
    List<Point> corners = JsonColumn.polygon(zone.polygon()).corners();
    List<List<Double>> points = corners.stream().map(xy -> List.of(xy.x(), xy.y())).toList();
    return new ZoneView(zone.id(), zone.name(), zone.anchor(), points);
  }

  private static TimelineLine line(TimelineEntity line) {
    return new TimelineLine(
        line.at,
        Optional.ofNullable(line.actor),
        line.kind,
        line.text,
        Optional.ofNullable(line.whyNot).map(JsonColumn::whyNot));
  }
}
