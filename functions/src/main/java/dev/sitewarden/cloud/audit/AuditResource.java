package dev.sitewarden.cloud.audit;

import dev.sitewarden.cloud.problem.ProblemException;
import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Sight;
import dev.sitewarden.cloud.rights.Viewer;
import dev.sitewarden.cloud.sql.AskedTime;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Reads the audit log: what was done, who saw which evidence, and whether the log is whole. */
@Path("/api/v1/audit")
@RolesAllowed({Role.Name.AUDITOR, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  /** Rows of one query of a report; what is in the memory at once. */
  private static final int REPORTED_AT_ONCE = 500;

  private final AuditRecords records;
  private final Verification verification;
  private final AuditKey key;
  private final Viewer viewer;

  AuditResource(AuditRecords records, Verification verification, AuditKey key, Viewer viewer) {
    this.records = records;
    this.verification = verification;
    this.key = key;
    this.viewer = viewer;
  }

  /** A record as people read it. */
  record RecordView(
      Instant at,
      String actor,
      String action,
      String subject,
      String device,
      String camera,
      String detail,
      int lane,
      long number,
      String hash) {

    static RecordView of(AuditRecord record) {
      AuditEvent event = record.event();
      return new RecordView(
          event.at(),
          event.actor(),
          event.action(),
          event.subject(),
          event.device(),
          event.camera(),
          event.detail(),
          record.lane(),
          record.number(),
          record.hash());
    }
  }

  /**
   * Records, newest first.
   *
   * @param older cursor of the next page, if there may be one
   */
  record RecordList(List<RecordView> items, Optional<String> older) {
    RecordList {
      items = List.copyOf(items);
    }
  }

  /** A key's half that anybody may have. */
  record PublicHalf(String fingerprint, String pem) {
    static PublicHalf of(PublicKey key) {
      return new PublicHalf(AuditKey.fingerprint(key), AuditKey.publicPem(key));
    }
  }

  /**
   * What packages and anchors are signed with.
   *
   * @param former what they were signed with before
   */
  record KeyView(String fingerprint, String pem, List<PublicHalf> former) {
    KeyView {
      former = List.copyOf(former);
    }
  }

  /**
   * What was done.
   *
   * @param subject only to this, such as an incident's id
   * @param actor only by him
   * @param action only this
   * @param since not before
   * @param until before
   * @param before cursor of an older page
   */
  @GET
  public Uni<RecordList> list(
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> actor,
      @RestQuery Optional<String> action,
      @RestQuery Optional<String> since,
      @RestQuery Optional<String> until,
      @RestQuery Optional<String> before,
      @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    AuditCursor cursor = before.map(AuditCursor::parse).orElseGet(() -> until(until));
    Set<String> actions = action.map(Set::of).orElse(Set.of());
    return find(search(subject, actor, actions, since, cursor), limit)
        .map(
            found ->
                new RecordList(
                    found.stream().map(RecordView::of).toList(),
                    found.size() < limit
                        ? Optional.empty()
                        : Optional.of(AuditCursor.before(found.getLast()).text())));
  }

  /**
   * The access report: who saw which evidence, as a table of everything there is; sent while it is
   * read.
   *
   * @param subject only of this incident or recording
   * @param actor only by him
   * @param since not before
   * @param until before
   */
  @GET
  @Path("access.csv")
  @Produces("text/csv;charset=UTF-8")
  public RestMulti<byte[]> access(
      @RestQuery Optional<String> subject,
      @RestQuery Optional<String> actor,
      @RestQuery Optional<String> since,
      @RestQuery Optional<String> until) {
    AuditRecords.Search search = search(subject, actor, AccessReport.ACTIONS, since, until(until));
    Multi<String> rows =
        Multi.createBy()
            .repeating()
            .uni(() -> new Place(search), this::page)
            .whilst(page -> page.size() == REPORTED_AT_ONCE)
            .map(AccessReport::rows);
    return RestMulti.fromMultiData(
            Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(AccessReport.HEADER), rows)
                .map(text -> text.getBytes(StandardCharsets.UTF_8)))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"access.csv\"")
        .build();
  }

  /** How far a report has got; of one request. */
  private static final class Place {
    private AuditRecords.Search rest;

    Place(AuditRecords.Search all) {
      this.rest = all;
    }
  }

  private Uni<List<AuditRecord>> page(Place place) {
    return find(place.rest, REPORTED_AT_ONCE)
        .invoke(
            page -> {
              if (!page.isEmpty()) {
                place.rest = place.rest.before(AuditCursor.before(page.getLast()));
              }
            });
  }

  private Uni<List<AuditRecord>> find(AuditRecords.Search search, int limit) {
    return Panache.withSession(
        () -> viewer.sight(Duty.AUDIT).flatMap(sight -> records.find(search, sight, limit)));
  }

  private static AuditRecords.Search search(
      Optional<String> subject,
      Optional<String> actor,
      Set<String> actions,
      Optional<String> since,
      AuditCursor before) {
    return new AuditRecords.Search(
        subject.orElse(""),
        actor.orElse(""),
        actions,
        instant("since", since, Instant.EPOCH),
        before);
  }

  private static AuditCursor until(Optional<String> until) {
    return AuditCursor.before(instant("until", until, AuditCursor.LATEST));
  }

  private static Instant instant(String name, Optional<String> text, Instant otherwise) {
    try {
      return text.map(AskedTime::instant).orElse(otherwise);
    } catch (DateTimeException e) {
      throw ProblemException.badRequest(
          "invalid-time", "%s must look like 2026-11-20T10:00:00Z.".formatted(name));
    }
  }

  /** Looks at the whole log; for whoever audits everywhere, as it is one log. */
  @GET
  @Path("verification")
  public Uni<Verification.Report> verify() {
    return Panache.withSession(() -> viewer.sight(Duty.AUDIT))
        .map(AuditResource::whole)
        .flatMap(everywhere -> verification.run());
  }

  /** The log's chains. */
  record ChainList(List<Verification.Chain> chains) {
    ChainList {
      chains = List.copyOf(chains);
    }
  }

  /** How long each chain is: who checks the log chain by chain sees how far he is. */
  @GET
  @Path("chains")
  public Uni<ChainList> chains() {
    return Panache.withSession(
            () ->
                viewer
                    .sight(Duty.AUDIT)
                    .map(AuditResource::whole)
                    .flatMap(everywhere -> verification.chains()))
        .map(ChainList::new);
  }

  /**
   * Looks at one chain, and at its anchors.
   *
   * @param lane the chain's number
   */
  @GET
  @Path("chains/{lane}/verification")
  public Uni<Verification.Report> verifyChain(@RestPath int lane) {
    return Panache.withSession(() -> viewer.sight(Duty.AUDIT))
        .map(AuditResource::whole)
        .flatMap(everywhere -> verification.run(lane));
  }

  private static Sight whole(Sight sight) {
    return sight.requireEverywhere("The whole log is checked by who may see every place.");
  }

  /** The public key, and those before it; compare a fingerprint with what a package says. */
  @GET
  @Path("key")
  public KeyView key() {
    return new KeyView(
        key.fingerprint(), key.publicPem(), key.former().stream().map(PublicHalf::of).toList());
  }
}
