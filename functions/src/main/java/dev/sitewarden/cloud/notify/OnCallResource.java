package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Who is told at which site, when; a plan is replaced whole, by whoever saw its newest version. */
@Path("/api/v1/on-call")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class OnCallResource {
  private final OnCallPlans plans;
  private final InstantSource clock;

  OnCallResource(OnCallPlans plans, InstantSource clock) {
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * A site's plan.
   *
   * @param now whose turn it is at this moment
   * @param isQuiet whether only alarms wake him
   */
  record SitePlan(
      String site, int version, OnCallPlan plan, Optional<String> now, boolean isQuiet) {}

  /** All plans, by site. */
  record SitePlanList(List<SitePlan> items) {
    SitePlanList {
      items = List.copyOf(items);
    }
  }

  /** All plans, and whose turn it is. */
  @GET
  public Uni<SitePlanList> list() {
    return Panache.withSession(plans::all)
        .map(rows -> new SitePlanList(rows.stream().map(this::shown).toList()));
  }

  /** One site's plan. */
  @GET
  @Path("{site}")
  public Uni<Response> get(@RestPath String site) {
    return Panache.withSession(() -> plans.of(site))
        .map(
            row ->
                answer(
                    row.orElseThrow(
                        () ->
                            ProblemException.notFound(
                                "no-on-call-plan", "This site has no on-call plan."))));
  }

  /** Replaces a site's plan, or makes its first one. */
  @PUT
  @Path("{site}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.ADMIN})
  public Uni<Response> put(
      @RestPath @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String site,
      @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> match,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) Optional<String> noneMatch,
      @NotNull OnCallPlan body) {
    Seen seen = Seen.of(match, noneMatch);
    return Panache.withTransaction(
            () ->
                plans
                    .of(site)
                    .invoke(row -> seen.require(row.map(found -> found.version)))
                    .flatMap(
                        row ->
                            row.map(found -> change(found, body))
                                .orElseGet(() -> create(site, body)))
                    .call(row -> Panache.flush()))
        .map(this::answer);
  }

  private Uni<OnCallEntity> change(OnCallEntity row, OnCallPlan plan) {
    row.plan = plans.write(plan);
    return Uni.createFrom().item(row);
  }

  private Uni<OnCallEntity> create(String site, OnCallPlan plan) {
    OnCallEntity row = new OnCallEntity(site, plans.write(plan));
    return Panache.getSession().flatMap(session -> session.persist(row)).replaceWith(row);
  }

  private Response answer(OnCallEntity row) {
    return Response.ok(shown(row)).tag(String.valueOf(row.version)).build();
  }

  private SitePlan shown(OnCallEntity row) {
    OnCallPlan plan = plans.read(row.plan);
    Instant now = clock.instant();
    return new SitePlan(row.site, row.version, plan, plan.personAt(now), plan.isQuietAt(now));
  }
}
