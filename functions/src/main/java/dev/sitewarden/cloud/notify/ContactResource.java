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
import dev.sitewarden.cloud.sql.Sql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * How people are reached. Everybody sees and changes his own contact, and an admin of every place
 * all of them: whoever could change another's would have his alarms, and acknowledge in his name.
 */
@Path("/api/v1/contacts")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class ContactResource {
  private static final String NOTE_OWNER =
      "update contact set granted_as = :key where person = :person";

  private final Contacts contacts;
  private final Viewer viewer;
  private final AuditLog audit;
  private final InstantSource clock;

  ContactResource(Contacts contacts, Viewer viewer, AuditLog audit, InstantSource clock) {
    this.contacts = contacts;
    this.viewer = viewer;
    this.audit = audit;
    this.clock = clock;
  }

  /** A person's contact. */
  record ContactView(
      String person,
      Optional<String> phone,
      Optional<String> email,
      Language language,
      int version) {
    static ContactView of(ContactEntity row) {
      return new ContactView(
          row.person,
          Optional.ofNullable(row.phone),
          Optional.ofNullable(row.email),
          row.language,
          row.version);
    }
  }

  /** Somebody who can be put into an on-call plan, and whether messages leave the page for him. */
  record Choice(String person, boolean isReached) {}

  /**
   * Contacts, by name.
   *
   * @param items those that the viewer may change
   * @param people everybody who has a contact, for whoever may change an on-call plan
   * @param mayChangeAll whether the viewer may change, and add, the contacts of others
   */
  record ContactList(List<ContactView> items, List<Choice> people, boolean mayChangeAll) {
    ContactList {
      items = List.copyOf(items);
      people = List.copyOf(people);
    }

    static ContactList of(List<ContactEntity> rows, Rights rights) {
      boolean isForAll = rights.sight(Duty.APPOINT).everywhere();
      boolean isPlanner = rights.sight(Duty.DECIDE).includesSomeSite();
      return new ContactList(
          rows.stream()
              .filter(row -> isForAll || row.person.equals(rights.name()))
              .map(ContactView::of)
              .toList(),
          rows.stream()
              .filter(row -> isPlanner)
              .map(row -> new Choice(row.person, row.isReached()))
              .toList(),
          isForAll);
    }
  }

  /**
   * What is known afterwards; what is left out is not known any more.
   *
   * @param language what messages are said in; English if it is left out
   */
  record Reach(
      @Nullable @Pattern(regexp = "\\+[1-9][0-9]{6,14}") String phone,
      @Nullable @Email @Size(max = 254) String email,
      @Nullable Language language) {
    Language spoken() {
      return language == null ? Language.EN : language;
    }
  }

  /** The viewer's own contact, or everybody's; what grants name him by is noted with his own. */
  @GET
  public Uni<ContactList> list() {
    return Panache.withTransaction(
        () ->
            viewer
                .rights()
                .flatMap(
                    rights ->
                        contacts
                            .all()
                            .call(this::noteOwnerAmong)
                            .map(rows -> ContactList.of(rows, rights))));
  }

  /** Past the row's version, which is of what people change: nobody's change is in its way. */
  private Uni<Void> noteOwnerAmong(List<ContactEntity> rows) {
    String key = viewer.key();
    boolean isNoted =
        rows.stream()
            .filter(row -> row.person.equals(viewer.name()))
            .allMatch(row -> key.equals(row.grantedAs));
    return isNoted
        ? Uni.createFrom().voidItem()
        : Sql.of(NOTE_OWNER)
            .with("key", key)
            .with("person", viewer.name())
            .unflushed()
            .execute()
            .replaceWithVoid();
  }

  /** Replaces a person's contact, or notes his first one; unknown to whoever may not. */
  @PUT
  @Path("{person}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> put(
      @RestPath @Pattern(regexp = People.NAME) String person,
      @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> match,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) Optional<String> noneMatch,
      @Valid @NotNull Reach body) {
    Seen seen = Seen.of(match, noneMatch);
    return Panache.withTransaction(
            () ->
                viewer
                    .sight(Duty.APPOINT)
                    .invoke(sight -> requireOwn(person, sight))
                    .chain(() -> contacts.of(person))
                    .invoke(row -> seen.require(row.map(found -> found.version)))
                    .flatMap(
                        row ->
                            row.map(found -> change(found, body))
                                .orElseGet(() -> create(person, body))))
        .map(row -> Response.ok(ContactView.of(row)).tag(String.valueOf(row.version)).build());
  }

  private void requireOwn(String person, Sight appoints) {
    if (!appoints.everywhere() && !person.equals(viewer.name())) {
      throw ProblemException.notFound(
          "contact-unknown", "There is no contact of %s that you may change.".formatted(person));
    }
  }

  private Uni<ContactEntity> change(ContactEntity row, Reach reach) {
    List<String> changes = row.replace(reach.phone(), reach.email(), reach.spoken());
    noteOwner(row);
    return Panache.flush()
        .chain(() -> changes.isEmpty() ? Uni.createFrom().voidItem() : note(row, changes))
        .replaceWith(row);
  }

  private Uni<ContactEntity> create(String person, Reach reach) {
    ContactEntity row = new ContactEntity(person);
    List<String> changes = new ArrayList<>(List.of("first contact"));
    changes.addAll(row.replace(reach.phone(), reach.email(), reach.spoken()));
    noteOwner(row);
    return Panache.getSession()
        .flatMap(session -> session.persist(row))
        .chain(() -> Panache.flush())
        .chain(() -> note(row, changes))
        .replaceWith(row);
  }

  private void noteOwner(ContactEntity row) {
    if (row.person.equals(viewer.name())) {
      row.grantedAs = viewer.key();
    }
  }

  private Uni<Void> note(ContactEntity row, List<String> changes) {
    return audit.append(
        List.of(
            AuditEvent.of(
                clock.instant(),
                viewer.name(),
                AuditAction.CONTACT_CHANGED,
                row.person,
                String.join(", ", changes))));
  }
}
