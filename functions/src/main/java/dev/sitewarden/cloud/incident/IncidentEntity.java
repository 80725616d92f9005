package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.ingest.DeviceEvent;
import dev.sitewarden.cloud.media.AnnouncedPicture;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.EvidencePath;
import dev.sitewarden.domain.incident.IncidentChange;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.incident.IncidentState;
import dev.sitewarden.domain.incident.Lifecycle;
import dev.sitewarden.domain.incident.Verdict;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.site.SiteId;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.TraceParent;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident's row. Only {@link IncidentChanges} changes it, so that a line of the timeline, the
 * news and the observers go with each change.
 */
@Entity
@Table(name = "incident")
public class IncidentEntity {
  /** Characters: far more than people write, and far below what a text search index holds. */
  private static final int MOST_NOTES = 100_000;

  @Id UUID id;

  /** Counts every change. */
  @Version int version;

  /** Counts what people decided: a decision is refused only if another person was faster. */
  int decisions;

  String site;
  String device;
  String camera;
  String rule;

  @Enumerated(EnumType.STRING)
  Severity severity;

  @Enumerated(EnumType.STRING)
  IncidentState state = IncidentState.OPEN;

  Instant capturedAt;
  Instant receivedAt;
  Instant changedAt;
  @Nullable Instant notifiedAt;
  @Nullable Instant endedAt;

  @Embedded ZoneColumns zone;
  @Embedded ModelColumns model;
  int frameWidthPx;
  int frameHeightPx;
  @Embedded SubjectColumns subject;
  String others;

  @Embedded
  @AttributeOverride(name = "path", column = @Column(name = "snapshot_path"))
  @AttributeOverride(name = "bytes", column = @Column(name = "snapshot_bytes"))
  @AttributeOverride(name = "sha256", column = @Column(name = "snapshot_sha256"))
  @Nullable FileColumns snapshot;

  @Embedded
  @AttributeOverride(name = "path", column = @Column(name = "clip_path"))
  @AttributeOverride(name = "bytes", column = @Column(name = "clip_bytes"))
  @AttributeOverride(name = "sha256", column = @Column(name = "clip_sha256"))
  @Nullable FileColumns clip;

  @Embedded
  @AttributeOverride(name = "path", column = @Column(name = "detections_path"))
  @AttributeOverride(name = "bytes", column = @Column(name = "detections_bytes"))
  @AttributeOverride(name = "sha256", column = @Column(name = "detections_sha256"))
  @Nullable FileColumns detections;

  @Embedded
  @AttributeOverride(name = "path", column = @Column(name = "thumbnail_path"))
  @AttributeOverride(name = "bytes", column = @Column(name = "thumbnail_bytes"))
  @AttributeOverride(name = "sha256", column = @Column(name = "thumbnail_sha256"))
  @Nullable FileColumns thumbnail;

  /** Since when its files are dropped, as retention writes it; null while they are kept. */
  @Column(insertable = false, updatable = false)
  @Nullable Instant evidenceGoneAt;

  @Enumerated(EnumType.STRING)
  @Nullable Verdict verdict;

  @Nullable String comment;
  @Nullable String acknowledgedBy;
  @Nullable String resolvedBy;
  @Nullable String assignedTo;

  /** When the device said last how urgent it is; null while that is what it said at first. */
  @Nullable Instant severityAt;

  /** Who said how urgent it is; null while the device's word counts. */
  @Nullable String severityBy;

  /** The first incident of its situation, if this one is a repeat. */
  @Nullable UUID partOf;

  int escalations;
  @Nullable Instant escalatedAt;

  /** Everything that people wrote, so that it is found by that; the newest is kept. */
  String notes = "";

  /** Where the message that opened it stands in its trace; known in that transaction alone. */
  @Transient private @Nullable TraceParent trace;

  /** What happened in this transaction and is not in the timeline yet. */
  @Transient final List<TimelineEntity> unwritten = new ArrayList<>();

  /** For Hibernate alone, which fills every column. */
  @SuppressWarnings("NullAway.Init")
  protected IncidentEntity() {}

  IncidentEntity(DeviceEvent message, IncidentOpened opened, SiteId site) {
    this.id = opened.incident().value();
    this.trace = message.event().trace().orElse(null);
    this.site = site.value();
    this.device = message.device().value();
    this.camera = message.event().source().camera().value();
    this.rule = opened.rule().value();
    this.severity = opened.severity();
    this.capturedAt = opened.capturedAt();
    this.receivedAt = message.receivedAt();
    this.changedAt = message.receivedAt();
    this.zone = ZoneColumns.of(opened.zone());
    this.model = ModelColumns.of(opened.model());
    this.frameWidthPx = opened.frameWidthPx();
    this.frameHeightPx = opened.frameHeightPx();
    this.subject = SubjectColumns.of(opened.subject());
    this.others = JsonColumn.write(opened.others().stream().map(DetectionView::of).toList());
  }

  /** Makes the change if the lifecycle allows it in this state; otherwise nothing happens. */
  boolean apply(IncidentChange change) {
    Optional<IncidentState> after = Lifecycle.after(state, change);
    if (after.isEmpty()) {
      return false;
    }
    state = after.get();
    switch (change) {
      case IncidentChange.Ended ended -> end(ended.at());
      case IncidentChange.Updated updated -> hear(updated);
      case IncidentChange.EvidenceStored stored -> store(stored.evidence());
      case IncidentChange.Acknowledged acknowledged -> {
        decisions++;
        acknowledgedBy = acknowledged.by();
      }
      case IncidentChange.Resolved resolved -> {
        decisions++;
        judge(resolved.by(), resolved.verdict(), resolved.comment());
      }
      case IncidentChange.Reopened reopened -> {
        decisions++;
        acknowledgedBy = null;
        judge(null, null, null);
        restartWaiting(reopened.at());
        note(reopened.reason());
      }
      case IncidentChange.Commented commented -> note(commented.text());
      case IncidentChange.Assigned assigned -> {
        decisions++;
        assignedTo = assigned.to().orElse(null);
      }
      case IncidentChange.Reclassified reclassified -> {
        decisions++;
        classify(reclassified.severity());
        severityBy = reclassified.by();
        note(reclassified.reason());
      }
      case IncidentChange.Separated separated -> {
        decisions++;
        partOf = null;
        restartWaiting(separated.at());
      }
      case IncidentChange.Escalated escalated -> {
        escalations = escalated.level();
        escalatedAt = escalated.at();
      }
    }
    return true;
  }

  /** Of several ends the last one counts, in whichever order they are told. */
  private void end(Instant at) {
    if (endedAt == null || endedAt.isBefore(at)) {
      endedAt = at;
    }
  }

  /**
   * What the device saw last counts, in whichever order it is told; of two things seen at once the
   * more severe one.
   */
  private void hear(IncidentChange.Updated updated) {
    int order = severityAt == null ? 1 : updated.at().compareTo(severityAt);
    if (severityBy == null
        && (order > 0 || (order == 0 && updated.severity().compareTo(severity) > 0))) {
      classify(updated.severity());
      severityAt = updated.at();
    }
  }

  /** What becomes an alarm is escalated anew, though all was done for what it was before. */
  private void classify(Severity now) {
    if (now == Severity.ALARM && severity != Severity.ALARM) {
      escalations = 0;
    }
    severity = now;
  }

  /** From now on somebody should acknowledge it, as if it had just come. */
  private void restartWaiting(Instant now) {
    escalations = 0;
    escalatedAt = now;
  }

  private void note(String words) {
    String all = notes + words + "\n";
    notes = all.substring(Math.max(0, all.length() - MOST_NOTES));
  }

  private void store(Evidence evidence) {
    FileColumns file = FileColumns.of(evidence);
    switch (evidence.kind()) {
      case SNAPSHOT -> snapshot = file;
      case CLIP -> clip = file;
      case DETECTIONS -> detections = file;
      case THUMBNAIL -> thumbnail = file;
    }
  }

  private void judge(@Nullable String by, @Nullable Verdict judgement, @Nullable String words) {
    resolvedBy = by;
    verdict = judgement;
    comment = words;
  }

  Optional<FileColumns> file(Evidence.Kind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case SNAPSHOT -> snapshot;
          case CLIP -> clip;
          case DETECTIONS -> detections;
          case THUMBNAIL -> thumbnail;
        });
  }

  /** A stored file with what the device said of it. */
  public Optional<Evidence> evidence(Evidence.Kind kind) {
    return file(kind)
        .map(file -> new Evidence(kind, file.path(), file.bytes(), new Digest(file.sha256())));
  }

  /** The same of a file that is a picture, with what it may show at most. */
  public Optional<AnnouncedPicture> picture(Evidence.Kind kind) {
    return evidence(kind)
        .filter(file -> kind.contentType().equals("image/jpeg"))
        .map(file -> new AnnouncedPicture(file, frameWidthPx, frameHeightPx));
  }

  /** Since when its files are not kept any more, though their digests are. */
  public Optional<Instant> evidenceGoneAt() {
    return Optional.ofNullable(evidenceGoneAt);
  }

  public UUID id() {
    return id;
  }

  /** What follows from its opening stands below that; empty once it was read from its row. */
  public Optional<TraceParent> trace() {
    return Optional.ofNullable(trace);
  }

  public SiteId site() {
    return new SiteId(site);
  }

  public String device() {
    return device;
  }

  public String rule() {
    return rule;
  }

  /** Whether it is the same situation again, and therefore decided with its first incident. */
  public boolean isRepeat() {
    return partOf != null;
  }

  /** The incident that people decide on: this one, or the first of its situation. */
  public UUID situation() {
    return partOf == null ? id : partOf;
  }

  public Optional<String> assignedTo() {
    return Optional.ofNullable(assignedTo);
  }

  public Optional<String> acknowledgedBy() {
    return Optional.ofNullable(acknowledgedBy);
  }

  public String camera() {
    return camera;
  }

  public Severity severity() {
    return severity;
  }

  public IncidentState state() {
    return state;
  }

  public Instant capturedAt() {
    return capturedAt;
  }

  /** When its first message was taken in. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** The zone as it was drawn then; its rules are not known here. */
  public Zone zone() {
    return zone.zone();
  }

  public String zoneName() {
    return zone.name();
  }

  public ModelVersion model() {
    return model.modelVersion();
  }

  public int frameWidthPx() {
    return frameWidthPx;
  }

  public int frameHeightPx() {
    return frameHeightPx;
  }

  /** The detection that is judged. */
  public Detection subject() {
    return subject.detection();
  }

  /** Everything else that the model saw in that frame. */
  public List<Detection> others() {
    return JsonColumn.detections(others);
  }

  /** Where the clean picture lies in the blob store, or will lie once the device has stored it. */
  public String snapshotPath() {
    return snapshot == null
        ? EvidencePath.of(
            new DeviceId(device),
            new CameraId(camera),
            capturedAt,
            new IncidentId(id),
            Evidence.Kind.SNAPSHOT)
        : snapshot.path();
  }
}
