package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.TestClock;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import dev.sitewarden.cloud.incident.IncidentEntity;
import dev.sitewarden.cloud.notify.Sending.Attempted;
import dev.sitewarden.cloud.notify.Sending.Shown;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.model.Digest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A report that is faster than the note of its message waits for it, a day at most. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "cloud.notify.report-key", value = "the key of Event Grid"),
      @ResourceArg(name = "cloud.chore.often", value = "1h")
    })
@QuarkusTestResource(value = MailWaits.class, restrictToAnnotatedClass = true)
final class EarlyReportTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String RECEIPTS =
      "select receipt from early_delivery_report where receipt like ? || '%' order by receipt";

  @Inject Outcomes outcomes;
  @Inject Routing routing;
  @Inject EarlyReports early;
  @Inject TestClock clock;

  private final Device device = Device.fresh();
  private final Caller eventGrid = new Caller();
  private final String incident = device.incidentAt(SEEN).toString();
  private final String receipt = device.name();

  /** An e-mail that some process is handing over: what it was answered is not noted yet. */
  @BeforeEach
  void aMessageIsBeingHandedOver() throws Throwable {
    Person.named("admin").create("/api/v1/contacts/engineer", "{\"email\":\"a@example.org\"}");
    device.sends(device.opened(SEEN));
    await(routing::route);
    assertThat(column("state || channel")).isEqualTo("PENDINGemail");
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  @Test
  void aReportBeforeTheReceiptIsAppliedWithIt() throws Throwable {
    report("Delivered");
    report("Delivered");
    assertThat(column("state")).isEqualTo("PENDING");
    assertThat(Rows.of(RECEIPTS, receipt)).hasSize(1);

    isTaken();

    assertThat(column("state")).isEqualTo("DELIVERED");
    assertThat(timeline()).containsExactly("NOTIFIED", "DELIVERED");
    assertThat(Rows.of(RECEIPTS, receipt)).isEmpty();
    report("Delivered");
    assertThat(timeline()).containsExactly("NOTIFIED", "DELIVERED");
    assertThat(Rows.of(RECEIPTS, receipt)).as("what arrived is known").isEmpty();
  }

  @Test
  void aBadReportBeforeTheReceiptIsAppliedToo() throws Throwable {
    report("Bounced");

    isTaken();

    assertThat(column("state")).isEqualTo("FAILED");
    assertThat(column("reason")).isEqualTo("it did not arrive; Bounced");
    assertThat(timeline()).containsExactly("NOTIFIED", "NOT_DELIVERED");
  }

  @Test
  void aPictureThatWentAlongIsOnRecordWhateverWasReportedOfIt() throws Throwable {
    report("Bounced");
    IncidentEntity about =
        VertxContextSupport.subscribeAndAwait(
            () ->
                Panache.withSession(
                    () ->
                        Panache.getSession()
                            .flatMap(
                                session ->
                                    session.find(
                                        IncidentEntity.class, UUID.fromString(incident)))));
    byte[] jpeg = {1, 2, 3};
    String path = device.path(SEEN, Evidence.Kind.SNAPSHOT);

    isTaken(
        Optional.of(
            new Shown(
                about, new Evidence(Evidence.Kind.SNAPSHOT, path, jpeg.length, Digest.of(jpeg)))));

    assertThat(column("state")).isEqualTo("FAILED");
    assertThat(
            Rows.of(
                "select detail from audit_record where action = 'EVIDENCE_SENT' and subject = ?",
                incident))
        .containsExactly("snapshot %s to engineer by email".formatted(Digest.of(jpeg)));
  }

  @Test
  void whatNobodyAsksForIsDroppedAfterADay() throws Throwable {
    report("Delivered");
    clock.putForward(Duration.ofHours(23));
    await(early::run);
    assertThat(Rows.of(RECEIPTS, receipt)).hasSize(1);

    clock.putForward(Duration.ofHours(25));
    await(early::run);

    assertThat(Rows.of(RECEIPTS, receipt)).isEmpty();
  }

  @Test
  void ofVeryMuchTheNewestStays() {
    Rows.change(
        "insert into early_delivery_report select '%s-' || n, true, '', now() - interval '1 min' * n"
                .formatted(receipt)
            + " from generate_series(1, %d) as n".formatted(EarlyReports.MOST));

    report("Delivered");

    assertThat(Rows.of("select count(*) from early_delivery_report"))
        .containsExactly(String.valueOf(EarlyReports.MOST));
    assertThat(Rows.of(RECEIPTS, receipt))
        .contains(receipt, receipt + "-1")
        .doesNotContain(receipt + "-" + EarlyReports.MOST);
    Rows.change("delete from early_delivery_report");
  }

  @Test
  void aReceiptThatIsLongerThanAnyOfOursIsNotKept() {
    report("Delivered", "x".repeat(201));

    assertThat(Rows.of(RECEIPTS, "x")).isEmpty();
  }

  /** Whichever is first, the message arrived once. */
  @RepeatedTest(5)
  void aReportAndANoteAtTheSameMomentFindEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> reporting = () -> report("Delivered");
      Callable<Boolean> noting =
          () -> {
            try {
              isTaken();
              return true;
            } catch (Throwable e) {
              throw new IllegalStateException(e);
            }
          };
      Future<Integer> reported = threads.submit(reporting);
      Future<Boolean> noted = threads.submit(noting);

      assertThat(reported.get()).isEqualTo(204);
      assertThat(noted.get()).isTrue();
    }

    assertThat(column("state")).isEqualTo("DELIVERED");
    assertThat(timeline()).containsExactly("NOTIFIED", "DELIVERED");
  }

  /** The next sender is answered with the same receipt, as the message has the same key. */
  private void isTaken() throws Throwable {
    isTaken(Optional.empty());
  }

  private void isTaken(Optional<Shown> picture) throws Throwable {
    UUID id = UUID.fromString(column("id"));
    Attempt accepted = new Attempt.Accepted(Optional.of(receipt));
    await(
        () -> outcomes.note(List.of(new Attempted(id, false, accepted, clock.instant(), picture))));
  }

  private static <T> void await(Supplier<Uni<T>> work) throws Throwable {
    VertxContextSupport.subscribeAndAwait(work);
  }

  private int report(String status) {
    return report(status, receipt);
  }

  private int report(String status, String receipt) {
    return eventGrid
        .post(
            "/api/v1/delivery-reports",
            "[{\"eventType\":\"Microsoft.Communication.EmailDeliveryReportReceived\",\"data\":{\"messageId\":\"%s\",\"status\":\"%s\"}}]"
                .formatted(receipt, status),
            "X-Sitewarden-Key",
            "the key of Event Grid")
        .status();
  }

  private List<String> timeline() {
    return Rows.of(
        "select kind from incident_change where incident_id = cast(? as uuid)"
            + " and kind in ('NOTIFIED', 'DELIVERED', 'NOT_DELIVERED') order by id",
        incident);
  }

  private String column(String name) {
    return Rows.of(
            "select " + name + " from notification where incident_id = cast(? as uuid)", incident)
        .getFirst();
  }
}
