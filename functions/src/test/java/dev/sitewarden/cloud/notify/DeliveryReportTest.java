package dev.sitewarden.cloud.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitewarden.cloud.Answer;
import dev.sitewarden.cloud.Caller;
import dev.sitewarden.cloud.Device;
import dev.sitewarden.cloud.Person;
import dev.sitewarden.cloud.Rows;
import dev.sitewarden.cloud.app.EmbeddedCloud;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of a message is noted once, from whoever has the key. */
@QuarkusTest
@QuarkusTestResource(
    value = EmbeddedCloud.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "cloud.notify.report-key", value = "the key of Event Grid"))
final class DeliveryReportTest {
  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String INCIDENTS = "/api/v1/incidents";
  private static final String PATH = "/api/v1/delivery-reports";
  private static final String KEY = "the key of Event Grid";

  private final Device device = Device.fresh();
  private final Caller eventGrid = new Caller();

  @BeforeEach
  void aMessageWasTaken() {
    Person engineer = Person.engineer();
    String news = engineer.get(INCIDENTS).json().path("news").asText();
    device.sends(device.opened(SEEN));
    while (engineer.incident(device.incidentAt(SEEN).toString()).path("notifiedAt").isNull()) {
      news = engineer.get(INCIDENTS + "?after=" + news + "&wait=20s").json().path("news").asText();
    }
    Rows.of(
        "update notification set state = 'SENT', channel = 'sms', receipt = ?"
            + " where incident_id = cast(? as uuid) returning id",
        device.name(),
        device.incidentAt(SEEN).toString());
  }

  @Test
  void aMessageThatArrivedIsDelivered() {
    Answer noted = report("SMSDeliveryReportReceived", "\"deliveryStatus\":\"Delivered\"", KEY);
    Answer again = report("SMSDeliveryReportReceived", "\"deliveryStatus\":\"Delivered\"", KEY);

    assertThat(noted.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(204);
    assertThat(column("state")).isEqualTo("DELIVERED");
    assertThat(column("delivered_at")).isNotEqualTo("null");
    assertThat(timeline("DELIVERED")).containsExactly("to engineer by sms");
  }

  @Test
  void aMessageThatDidNotArriveFailedWithTheReason() {
    String bounced =
        "\"status\":\"Bounced\",\"deliveryStatusDetails\":{\"statusMessage\":\"no mailbox\"}";
    report("EmailDeliveryReportReceived", bounced, KEY);
    report("EmailDeliveryReportReceived", bounced, KEY);

    assertThat(column("state")).isEqualTo("FAILED");
    assertThat(column("reason")).isEqualTo("it did not arrive; Bounced: no mailbox");
    assertThat(timeline("NOT_DELIVERED"))
        .containsExactly("to engineer by sms; Bounced: no mailbox");
  }

  @Test
  void whatMailServersSayIsKeptWhateverCharactersItHas() {
    Answer noted =
        report(
            "EmailDeliveryReportReceived",
            "\"status\":\"Bounced\","
                + "\"deliveryStatusDetails\":{\"statusMessage\":\"no\\u0000'); <b>\"}",
            KEY);

    assertThat(noted.status()).isEqualTo(204);
    assertThat(column("reason")).isEqualTo("it did not arrive; Bounced: no '); <b>");
  }

  @Test
  void whatIsNotFinalOrNotKnownChangesNothing() {
    report("EmailDeliveryReportReceived", "\"status\":\"Expanded\"", KEY);
    report("SMSReceived", "\"deliveryStatus\":\"Delivered\"", KEY);
    eventGrid.post(PATH, "[{\"eventType\":7,\"data\":[]}]", "X-Sitewarden-Key", KEY);

    assertThat(column("state")).isEqualTo("SENT");
  }

  @Test
  void withoutTheKeyNobodyIsBelieved() {
    Answer wrong = report("SMSDeliveryReportReceived", "\"deliveryStatus\":\"Delivered\"", "x");
    Answer none = eventGrid.post(PATH, "[]");
    Answer noArray = eventGrid.post(PATH, "{}", "X-Sitewarden-Key", KEY);

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(none.code()).isEqualTo("key-wrong");
    assertThat(noArray.status()).isEqualTo(400);
    assertThat(column("state")).isEqualTo("SENT");
  }

  @Test
  void aNewSubscriptionIsAnsweredWithItsCode() {
    Answer answer =
        eventGrid.post(
            PATH,
            "[{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                + "\"data\":{\"validationCode\":\"42\"}}]",
            "X-Sitewarden-Key",
            KEY);

    assertThat(answer.json().path("validationResponse").asText()).isEqualTo("42");
  }

  private Answer report(String type, String data, String key) {
    String event =
        "[{\"eventType\":\"Microsoft.Communication.%s\",\"data\":{\"messageId\":\"%s\",%s}}]"
            .formatted(type, device.name(), data);
    return eventGrid.post(PATH, event, "X-Sitewarden-Key", key);
  }

  private List<String> timeline(String kind) {
    return Rows.of(
        "select text from incident_change where incident_id = cast(? as uuid) and kind = ?",
        device.incidentAt(SEEN).toString(),
        kind);
  }

  private String column(String name) {
    return Rows.of("select " + name + " from notification where receipt = ?", device.name())
        .getFirst();
  }
}
