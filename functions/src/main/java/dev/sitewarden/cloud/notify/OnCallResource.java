package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.audit.AuditAction;
import dev.sitewarden.cloud.audit.AuditEvent;
import dev.sitewarden.cloud.audit.AuditLog;
import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Rights;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Who is told at which site, when; a plan is replaced whole, by whoever saw its newest version. It
 * is shown and changed by whoever looks and decides at the whole site: a camera of it is not
 * enough.
 */
@Path("/api/v1/on-call")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class OnCallResource {
  /** Shifts are weekly: what is not in the next week is a stand-in's doing. */
  private static final Duration LOOKED_AHEAD = Duration.ofDays(7);

  private final OnCallPlans plans;
  private final Insteads insteads;
  private final Unsighted unsighted;
  private final Viewer viewer;
  private final AuditLog audit;
  private final InstantSource clock;

  OnCallResource(
      OnCallPlans plans,
      Insteads insteads,
      Unsighted unsighted,
      Viewer viewer,
      AuditLog audit,
      InstantSource clock) {
    this.plans = plans;
    this.insteads = insteads;
    this.unsighted = unsighted;
    this.viewer = viewer;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Who is told when it is nobody's turn.
   *
   * @param people their names; of those whom grants name only for whoever may change the plan
   * @param isMailed whether they are told by e-mail, as those who decide at the site
   */
  record Told(List<String> people, int count, boolean isMailed) {
    Told {
      people = List.copyOf(people);
    }

    static Told of(Instead instead, boolean isPlanner) {
      boolean isMailed = instead instanceof Instead.Mailboxes;
      List<String> names = instead.names();
      return new Told(isMailed && !isPlanner ? List.of() : names, names.size(), isMailed);
    }
  }

  /**
   * A site's plan.
   *
   * @param now whose turn it is at this moment
   * @param isQuiet whether only alarms wake him
   * @param gaps when it will be nobody's turn in the next seven days
   * @param instead who is told then, as things are now
   * @param unsighted whom it names who, as far as is known, sees nothing of the site and is sent no
   *     picture; only for whoever may change it
   * @param mayChange whether the viewer may replace it
   */
  record SitePlan(
      String site,
      int version,
      OnCallPlan plan,
      Optional<String> now,
      boolean isQuiet,
      List<Gap> gaps,
      Told instead,
      List<String> unsighted,
      boolean mayChange) {
    SitePlan {
      gaps = List.copyOf(gaps);
      unsighted = List.copyOf(unsighted);
    }
  }

  /**
   * Plans, by site.
   *
   * @param mayPlanEverywhere whether the viewer may make a plan for any site
   * @param mayPlan the sites without a plan that he may make one for, if he may not for any
   */
  record SitePlanList(List<SitePlan> items, boolean mayPlanEverywhere, List<String> mayPlan) {
    SitePlanList {
      items = List.copyOf(items);
      mayPlan = List.copyOf(mayPlan);
    }
  }

  /** The plans of the viewer's sites, and whose turn it is. */
  @GET
  public Uni<SitePlanList> list() {
    return Panache.withSession(
        () -> viewer.rights().flatMap(rights -> plans.all().flatMap(rows -> list(rows, rights))));
  }

  private Uni<SitePlanList> list(List<OnCallEntity> rows, Rights rights) {
    Sight looks = rights.sight(Duty.LOOK);
    Sight decides = rights.sight(Duty.DECIDE);
    Set<String> planned = rows.stream().map(row -> row.site).collect(Collectors.toSet());
    List<OnCallEntity> seen = rows.stream().filter(row -> looks.includesSite(row.site)).toList();
    return shown(seen, decides)
        .map(
            items ->
                new SitePlanList(
                    items,
                    decides.everywhere(),
                    decides.sites().stream()
                        .filter(site -> !planned.contains(site))
                        .sorted()
                        .toList()));
  }

  /** One site's plan. */
  @GET
  @Path("{site}")
  public Uni<Response> get(@RestPath String site) {
    return Panache.withSession(
        () -> viewer.rights().flatMap(rights -> plans.of(site).flatMap(row -> one(row, rights))));
  }

  private Uni<Response> one(Optional<OnCallEntity> row, Rights rights) {
    return row.filter(found -> rights.sight(Duty.LOOK).includesSite(found.site))
        .map(found -> answer(found, rights.sight(Duty.DECIDE)))
        .orElseThrow(
            () -> ProblemException.notFound("no-on-call-plan", "This site has no on-call plan."));
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
            viewer
                .rights()
                .invoke(rights -> requirePlanner(site, rights))
                .flatMap(
                    rights ->
                        plans
                            .of(site)
                            .invoke(row -> seen.require(row.map(found -> found.version)))
                            .flatMap(
                                row ->
                                    row.map(found -> change(found, body))
                                        .orElseGet(() -> create(site, body)))
                            .flatMap(row -> answer(row, rights.sight(Duty.DECIDE)))));
  }

  private static void requirePlanner(String site, Rights rights) {
    if (rights.sight(Duty.DECIDE).includesSite(site)) {
      return;
    }
    throw rights.sight(Duty.LOOK).includesSite(site)
        ? ProblemException.forbidden(
            "place-not-allowed", "You may look at this site's plan, but not change it.")
        : ProblemException.notFound("site-unknown", "There is no site %s.".formatted(site));
  }

  private Uni<OnCallEntity> change(OnCallEntity row, OnCallPlan plan) {
    List<String> changes = plans.read(row.plan).changesTo(plan);
    row.plan = plans.write(plan);
    return Panache.flush()
        .chain(
            () -> changes.isEmpty() ? Uni.createFrom().voidItem() : note(row.site, changes, plan))
        .replaceWith(row);
  }

  private Uni<OnCallEntity> create(String site, OnCallPlan plan) {
    OnCallEntity row = new OnCallEntity(site, plans.write(plan));
    return Panache.getSession()
        .flatMap(session -> session.persist(row))
        .chain(() -> Panache.flush())
        .chain(() -> note(site, List.of("first plan"), plan))
        .replaceWith(row);
  }

  private Uni<Void> note(String site, List<String> changes, OnCallPlan plan) {
    Instant now = clock.instant();
    return audit.append(
        PlanWords.of(changes, plan).stream()
            .map(
                detail ->
                    AuditEvent.of(now, viewer.name(), AuditAction.ON_CALL_CHANGED, site, detail))
            .toList());
  }

  private Uni<Response> answer(OnCallEntity row, Sight decides) {
    return shown(List.of(row), decides)
        .map(items -> Response.ok(items.getFirst()).tag(String.valueOf(row.version)).build());
  }

  private Uni<List<SitePlan>> shown(List<OnCallEntity> rows, Sight decides) {
    Map<String, OnCallPlan> bySite =
        rows.stream().collect(Collectors.toMap(row -> row.site, row -> plans.read(row.plan)));
    Map<String, OnCallPlan> theirs = new HashMap<>(bySite);
    theirs.keySet().removeIf(site -> !decides.includesSite(site));
    return insteads
        .of(bySite)
        .flatMap(
            instead ->
                unsighted
                    .of(theirs)
                    .map(
                        blind ->
                            rows.stream()
                                .map(
                                    row ->
                                        shown(
                                            row,
                                            Objects.requireNonNull(bySite.get(row.site)),
                                            Objects.requireNonNull(instead.get(row.site)),
                                            blind.getOrDefault(row.site, List.of()),
                                            decides))
                                .toList()));
  }

  private SitePlan shown(
      OnCallEntity row, OnCallPlan plan, Instead instead, List<String> blind, Sight decides) {
    Instant now = clock.instant();
    return new SitePlan(
        row.site,
        row.version,
        plan,
        plan.personAt(now),
        plan.isQuietAt(now),
        Gap.of(plan, now, now.plus(LOOKED_AHEAD)),
        Told.of(instead, decides.includesSite(row.site)),
        blind,
        decides.includesSite(row.site));
  }
}
