package dev.sitewarden.cloud.archive;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.AskedTime;
import dev.sitewarden.domain.edl.FrameRate;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestQuery;

/** Shows the archive by camera and time, and hands a timeline out for other programs. */
@Path("/api/v1/archive")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class ArchiveResource {
  private static final Duration LONGEST = Duration.ofHours(24);

  /** As many rows as a page can be asked to show; beyond it says that there are more. */
  private static final int MOST_SHOWN = 5000;

  /** More than one a second all day; the list says so if there are more all the same. */
  private static final int MOST_EXPORTED = 100_000;

  private final Recordings recordings;
  private final TimelineIncidents incidents;
  private final AuditLog audit;
  private final Viewer viewer;
  private final InstantSource clock;

  ArchiveResource(
      Recordings recordings,
      TimelineIncidents incidents,
      AuditLog audit,
      Viewer viewer,
      InstantSource clock) {
    this.recordings = recordings;
    this.incidents = incidents;
    this.audit = audit;
    this.viewer = viewer;
    this.clock = clock;
  }

  /** A camera that has something to show, between these times. */
  record CameraView(String device, String camera, String oldest, String newest) {
    static CameraView of(Object[] row) {
      return new CameraView(
          String.valueOf(row[0]),
          String.valueOf(row[1]),
          String.valueOf(row[2]),
          String.valueOf(row[3]));
    }
  }

  /** Cameras by name. */
  record CameraList(List<CameraView> items) {
    CameraList {
      items = List.copyOf(items);
    }
  }

  /** Every camera with recordings or incidents. */
  @GET
  @Path("cameras")
  public Uni<CameraList> cameras() {
    return Panache.withSession(() -> viewer.sight(Duty.LOOK).flatMap(recordings::cameras))
        .map(rows -> new CameraList(rows.stream().map(CameraView::of).toList()));
  }

  /**
   * What a camera recorded and what happened before it.
   *
   * @param since from this time, such as 2026-11-20T00:00:00Z
   * @param until to this time, 24 hours later at most
   */
  @GET
  @Path("timeline")
  public Uni<Timeline> timeline(
      @RestQuery @DefaultValue("") String device,
      @RestQuery @DefaultValue("") String camera,
      @RestQuery @DefaultValue("") String since,
      @RestQuery @DefaultValue("") String until) {
    Span span = Span.of(since, until);
    return Panache.withSession(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(sight -> read(device, camera, span, sight, MOST_SHOWN)));
  }

  /**
   * The recordings as an edit decision list, CMX3600.
   *
   * @param since from this time
   * @param until to this time
   * @param rate frames a second: 24, 25, 30, 50, 60, 29.97 or 59.94; the last two also drop-frame,
   *     29.97df and 59.94df
   */
  @GET
  @Path("timeline.edl")
  @Produces(MediaType.TEXT_PLAIN)
  public Uni<Response> edl(
      @RestQuery @DefaultValue("") String device,
      @RestQuery @DefaultValue("") String camera,
      @RestQuery @DefaultValue("") String since,
      @RestQuery @DefaultValue("") String until,
      @RestQuery @DefaultValue("25") String rate) {
    FrameRate frames = frameRate(rate);
    return exported(
        device, camera, Span.of(since, until), "edl", day -> TimelineExport.edl(day, frames));
  }

  /**
   * Recordings and incidents as a table.
   *
   * @param since from this time
   * @param until to this time
   */
  @GET
  @Path("timeline.csv")
  @Produces("text/csv")
  public Uni<Response> csv(
      @RestQuery @DefaultValue("") String device,
      @RestQuery @DefaultValue("") String camera,
      @RestQuery @DefaultValue("") String since,
      @RestQuery @DefaultValue("") String until) {
    return exported(device, camera, Span.of(since, until), "csv", TimelineExport::csv);
  }

  /**
   * Recordings and incidents for other programs.
   *
   * @param since from this time
   * @param until to this time
   */
  @GET
  @Path("timeline.json")
  public Uni<Response> json(
      @RestQuery @DefaultValue("") String device,
      @RestQuery @DefaultValue("") String camera,
      @RestQuery @DefaultValue("") String since,
      @RestQuery @DefaultValue("") String until) {
    return exported(device, camera, Span.of(since, until), "json", timeline -> timeline);
  }

  /** What cannot be written is not noted as taken. */
  private Uni<Response> exported(
      String device, String camera, Span span, String format, Function<Timeline, Object> writer) {
    return Panache.withTransaction(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(sight -> read(device, camera, span, sight, MOST_EXPORTED))
                .flatMap(
                    timeline -> {
                      Response answer = attachment(writer.apply(timeline), format);
                      return audit.append(List.of(exported(timeline, format))).replaceWith(answer);
                    }));
  }

  private AuditEvent exported(Timeline timeline, String format) {
    return AuditEvent.ofCamera(
        clock.instant(),
        viewer.name(),
        AuditAction.TIMELINE_EXPORTED,
        timeline.device() + "/" + timeline.camera(),
        timeline.device(),
        timeline.camera(),
        "%s, %s to %s".formatted(format, timeline.since(), timeline.until()));
  }

  /** A camera that is not seen is one that there is not. */
  private Uni<Timeline> read(
      String device, String camera, Span span, Sight sight, int mostIncidents) {
    if (device.isBlank() || camera.isBlank() || !sight.includes(device, camera)) {
      throw ProblemException.notFound(
          "camera-unknown", "There is no camera %s of device %s.".formatted(camera, device));
    }
    return recordings
        .of(device, camera, span.since(), span.until(), sight)
        .flatMap(
            parts ->
                incidents
                    .of(
                        new TimelineIncidents.Wanted(
                            device, camera, span.since(), span.until(), sight),
                        mostIncidents)
                    .map(
                        found ->
                            new Timeline(
                                device,
                                camera,
                                span.since(),
                                span.until(),
                                parts.stream().map(Timeline.Part::of).toList(),
                                found.marks(),
                                found.cutAt())));
  }

  private static Response attachment(Object content, String ending) {
    return Response.ok(content)
        .header("Content-Disposition", "attachment; filename=\"timeline.%s\"".formatted(ending))
        .build();
  }

  private static FrameRate frameRate(String text) {
    return switch (text) {
      case "29.97" -> FrameRate.ntsc();
      case "29.97df" -> FrameRate.ntscDrop();
      case "59.94" -> new FrameRate(60, true, false);
      case "59.94df" -> new FrameRate(60, true, true);
      case "24", "25", "30", "50", "60" -> FrameRate.of(Integer.parseInt(text));
      default ->
          throw ProblemException.badRequest(
              "invalid-rate", "rate must be 24, 25, 30, 50, 60, 29.97, 29.97df, 59.94 or 59.94df.");
    };
  }

  /** A time of a timeline. */
  private record Span(Instant since, Instant until) {
    static Span of(String since, String until) {
      try {
        Span span = new Span(AskedTime.instant(since), AskedTime.instant(until));
        Duration length = Duration.between(span.since, span.until);
        if (length.isPositive() && length.compareTo(LONGEST) <= 0) {
          return span;
        }
      } catch (DateTimeException e) {
        // told below, as a span that is too long or backwards
      }
      throw ProblemException.badRequest(
          "invalid-time",
          "since and until must look like 2026-11-20T10:00:00Z, until after since by 24 hours at most.");
    }
  }
}
