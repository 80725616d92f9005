package dev.sitewarden.cloud.incident;

import dev.sitewarden.cloud.rights.Duty;
import dev.sitewarden.cloud.rights.Role;
import dev.sitewarden.cloud.rights.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestMulti;

/** What can be done with a search beside showing a page of it: counts, and everything as a file. */
@Path("/api/v1/incidents")
@RolesAllowed({Role.Name.SITE_ENGINEER, Role.Name.AUDITOR, Role.Name.ADMIN})
public class SearchResource {
  /** Rows of one query of an export; what is in the memory at once. */
  private static final int EXPORTED_AT_ONCE = 500;

  private final Incidents incidents;
  private final Facets facets;
  private final Viewer viewer;

  SearchResource(Incidents incidents, Facets facets, Viewer viewer) {
    this.incidents = incidents;
    this.facets = facets;
    this.viewer = viewer;
  }

  /** Counts for whoever narrows a search; of very many incidents the newest are counted. */
  @GET
  @Path("facets")
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<FacetCounts> facets(@Valid @BeanParam IncidentQuery query) {
    Conditions conditions = query.conditions();
    return Panache.withSession(
        () ->
            viewer
                .sight(Duty.LOOK)
                .invoke(conditions::beSeenBy)
                .flatMap(sight -> facets.count(conditions)));
  }

  /**
   * Everything that the search finds, newest first, as comma-separated values; sent while it is
   * read, in no transaction: what changes meanwhile is there as it was or as it is.
   */
  @GET
  @Path("export.csv")
  @Produces("text/csv;charset=UTF-8")
  public RestMulti<byte[]> export(@Valid @BeanParam IncidentQuery query) {
    query.conditions(); // what is wrong with it must be said before the first byte
    Multi<byte[]> rows =
        Multi.createBy()
            .repeating()
            .uni(Place::new, place -> page(query, place))
            .whilst(page -> page.size() == EXPORTED_AT_ONCE)
            .map(SearchResource::lines);
    return RestMulti.fromMultiData(
            Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(bytes(CsvRow.HEADER.text())), rows))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"incidents.csv\"")
        .build();
  }

  /** How far an export has got; of one request. */
  private static final class Place {
    private Optional<PageCursor> last = Optional.empty();
  }

  private Uni<List<IncidentEntity>> page(IncidentQuery query, Place place) {
    Conditions conditions = query.conditions();
    place.last.ifPresent(conditions::follow);
    return Panache.withSession(
            () ->
                viewer
                    .sight(Duty.LOOK)
                    .invoke(conditions::beSeenBy)
                    .flatMap(sight -> incidents.found(conditions, EXPORTED_AT_ONCE)))
        .invoke(
            page -> {
              if (!page.isEmpty()) {
                place.last = Optional.of(PageCursor.at(page.getLast()));
              }
            });
  }

  private static byte[] lines(List<IncidentEntity> page) {
    return bytes(page.stream().map(row -> CsvRow.of(row).text()).collect(Collectors.joining()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
