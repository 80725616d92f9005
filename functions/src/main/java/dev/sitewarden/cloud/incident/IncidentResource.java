package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Reads incidents: pages, news by long poll, one incident. What a person does not see is not there.
 */
@Path("/api/v1/incidents")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {
  private final Incidents incidents;
  private final NewsSignal signal;
  private final Viewer viewer;
  private final Duration longestWait;

  IncidentResource(Incidents incidents, NewsSignal signal, Viewer viewer, IncidentConfig config) {
    this.incidents = incidents;
    this.signal = signal;
    this.viewer = viewer;
    this.longestWait = config.longestWait();
  }

  /**
   * A page, newest first; or, with {@code after}, what changed since, waiting for it if need be.
   *
   * @param query which incidents the page shows; news are of all
   * @param before cursor of an older page
   * @param after cursor of the last answer's news
   * @param wait how long to wait for news, such as {@code 20s}
   */
  @GET
  public Uni<Response> list(
      @Valid @BeanParam IncidentQuery query,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @RestQuery Optional<String> before,
      @RestQuery Optional<String> after,
      @RestQuery @DefaultValue("0s") String wait) {
    if (after.isPresent()) {
      return news(PageCursor.news(after.get()), waitOf(wait)).map(found -> ok(found));
    }
    Conditions conditions = query.conditions();
    before.map(PageCursor::parse).ifPresent(conditions::follow);
    return Panache.withSession(
            () ->
                viewer
                    .sight(Duty.LOOK)
                    .invoke(conditions::beSeenBy)
                    .flatMap(sight -> incidents.list(conditions, limit)))
        .map(found -> ok(found));
  }

  private static Response ok(Object found) {
    return Response.ok(found).build();
  }

  private Uni<IncidentNews> news(long cursor, Duration wait) {
    Context context = Vertx.currentContext();
    Executor home = work -> context.runOnContext(now -> work.run());
    return look(cursor)
        .flatMap(
            found ->
                found.items().isEmpty() && wait.isPositive()
                    ? waitAfter(Long.parseLong(found.news()), wait, home)
                    : Uni.createFrom().item(found));
  }

  private Uni<IncidentNews> waitAfter(long cursor, Duration wait, Executor home) {
    return signal.after(cursor, wait).emitOn(home).flatMap(heard -> look(cursor));
  }

  private Uni<IncidentNews> look(long cursor) {
    return Panache.withSession(
        () -> viewer.sight(Duty.LOOK).flatMap(sight -> incidents.changedAfter(sight, cursor)));
  }

  /** Whole seconds with an {@code s}; longer than is held is cut, as the caller asks again. */
  private Duration waitOf(String text) {
    if (!text.matches("\\d{1,4}s")) {
      throw ProblemException.badRequest("invalid-wait", "wait must look like 20s.");
    }
    Duration wait = Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  /** One incident; its version is the {@code ETag}. */
  @GET
  @Path("{id}")
  public Uni<Response> get(@RestPath UUID id) {
    return Panache.withSession(
        () ->
            viewer
                .sight(Duty.LOOK)
                .flatMap(sight -> incidents.get(id, sight))
                .flatMap(
                    incident ->
                        incidents
                            .view(incident)
                            .map(
                                view ->
                                    Response.ok(view)
                                        .tag(IncidentTag.of(incident).header())
                                        .build())));
  }
}
