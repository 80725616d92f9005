package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what became of messages, as Event Grid posts it (its own schema): {@code
 * Microsoft.Communication.SMSDeliveryReportReceived} and {@code EmailDeliveryReportReceived}. The
 * subscription is set up with a secret header; Event Grid sends a report again until it is taken,
 * so a report twice is a report once.
 */
@Path("/api/v1/delivery-reports")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveryReportResource {
  private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";
  private static final int MOST_EVENTS = 1000;

  private final Optional<String> key;
  private final DeliveryReports reports;
  private final InstantSource clock;

  DeliveryReportResource(NotifyConfig config, DeliveryReports reports, InstantSource clock) {
    this.key = config.reportKey();
    this.reports = reports;
    this.clock = clock;
  }

  /** A batch of reports; or the question whether we want any, which is answered with its code. */
  @POST
  public Uni<Response> take(
      @HeaderParam("X-Sitewarden-Key") Optional<String> given, JsonNode events) {
    requireKey(given.orElse(""));
    if (events == null || !events.isArray() || events.size() > MOST_EVENTS) {
      throw ProblemException.badRequest(
          "invalid-body", "Send an array of at most %d events.".formatted(MOST_EVENTS));
    }
    List<DeliveryReport> understood = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("eventType").asText().equals(VALIDATION)) {
        String code = event.path("data").path("validationCode").asText();
        return Uni.createFrom().item(Response.ok(Map.of("validationResponse", code)).build());
      }
      DeliveryReport.read(event).ifPresent(understood::add);
    }
    return Panache.withTransaction(() -> reports.note(understood, clock.instant()))
        .map(noted -> Response.noContent().build());
  }

  private void requireKey(String given) {
    byte[] known = key.orElse("").getBytes(StandardCharsets.UTF_8);
    boolean isRight = MessageDigest.isEqual(known, given.getBytes(StandardCharsets.UTF_8));
    if (known.length == 0 || !isRight) {
      throw ProblemException.forbidden(
          "key-wrong", "Delivery reports need the key of cloud.notify.report-key.");
    }
  }
}
