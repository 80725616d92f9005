package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.domain.incident.IncidentState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
   * @param state show only these states; may be repeated
   * @param before cursor of an older page
   * @param after cursor of the last answer's news
   * @param wait how long to wait for news, such as {@code 20s}
   */
  @GET
  public Uni<Response> list(
      @RestQuery List<String> state,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @RestQuery Optional<String> before,
      @RestQuery Optional<String> after,
      @RestQuery @DefaultValue("0s") String wait) {
    if (after.isPresent()) {
      return news(PageCursor.news(after.get()), waitOf(wait)).map(found -> ok(found));
    }
    Set<IncidentState> states = states(state);
    Optional<PageCursor> cursor = before.map(PageCursor::parse);
    return Panache.withSession(
            () ->
                viewer
                    .sight(Duty.LOOK)
                    .flatMap(sight -> incidents.list(sight, states, limit, cursor)))
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

  private static Set<IncidentState> states(List<String> names) {
    Set<IncidentState> states = EnumSet.noneOf(IncidentState.class);
    for (String name : names) {
      try {
        states.add(IncidentState.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw ProblemException.badRequest(
            "invalid-state",
            "state must be one of %s.".formatted(EnumSet.allOf(IncidentState.class)));
      }
    }
    return states;
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
