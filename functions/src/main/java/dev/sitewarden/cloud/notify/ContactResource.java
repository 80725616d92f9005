package dev.sitewarden.cloud.notify;

import dev.sitewarden.cloud.rights.Role;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** How people are reached; shown to those only who may change it. */
@Path("/api/v1/contacts")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
public class ContactResource {
  private final Contacts contacts;

  ContactResource(Contacts contacts) {
    this.contacts = contacts;
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

  /** Everybody's contacts, by name. */
  record ContactList(List<ContactView> items) {
    ContactList {
      items = List.copyOf(items);
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

  /** Everybody's contacts. */
  @GET
  public Uni<ContactList> list() {
    return Panache.withSession(contacts::all)
        .map(rows -> new ContactList(rows.stream().map(ContactView::of).toList()));
  }

  /** Replaces a person's contact, or notes his first one. */
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
                contacts
                    .of(person)
                    .invoke(row -> seen.require(row.map(found -> found.version)))
                    .map(row -> row.orElseGet(() -> new ContactEntity(person)))
                    .invoke(row -> row.phone = body.phone())
                    .invoke(row -> row.email = body.email())
                    .invoke(row -> row.language = body.spoken())
                    .call(
                        row ->
                            seen.version().isPresent()
                                ? Uni.createFrom().voidItem()
                                : Panache.getSession().flatMap(session -> session.persist(row)))
                    .call(row -> Panache.flush()))
        .map(row -> Response.ok(ContactView.of(row)).tag(String.valueOf(row.version)).build());
  }
}
