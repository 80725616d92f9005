package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.geometry.BoundingBox;
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
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import dev.sitewarden.domain.wire.CloudEvent;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.EventSource;
import dev.sitewarden.domain.wire.MessageId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Plays a message through and undoes it, before anybody is served: the first real one, which may be
 * an alarm, then finds every class loaded and every statement prepared. It saves that one about a
 * second.
 */
@Singleton
public class Rehearsal {
  private final Ingestion ingestion;
  private final InstantSource clock;

  Rehearsal(Ingestion ingestion, InstantSource clock) {
    this.ingestion = ingestion;
    this.clock = clock;
  }

  /** Completes when everything is undone. */
  public Uni<Void> run() {
    Instant now = clock.instant();
    CloudEvent event = event(now);
    return undone(() -> ingestion.rehearse(event, now))
        .chain(() -> undone(() -> ingestion.rehearseFollowing(event, now)));
  }

  private static Uni<Void> undone(Supplier<Uni<Void>> work) {
    return Panache.withTransaction(
        () ->
            Panache.currentTransaction()
                .invoke(transaction -> transaction.markForRollback())
                .chain(work::get));
  }

  private static CloudEvent event(Instant now) {
    DeviceId device = new DeviceId("rehearsal");
    CameraId camera = new CameraId("rehearsal");
    ZoneId zone = new ZoneId("rehearsal");
    RuleId rule = new RuleId("rehearsal");
    Polygon polygon = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));
    Detection detection =
        new Detection(new Label("rehearsal"), 1, new BoundingBox(0.25, 0.25, 0.5, 0.5));
    return new CloudEvent(
        new MessageId(UUID.randomUUID()),
        new EventSource(device, camera),
        now,
        new IncidentOpened(
            IncidentId.of(device, camera, zone, rule, now),
            new Zone(zone, "rehearsal", polygon, Anchor.FEET, List.of()),
            rule,
            Severity.INFO,
            now,
            new ModelVersion("rehearsal", "1", Digest.of(new byte[0])),
            640,
            360,
            detection,
            List.of(detection)));
  }
}
