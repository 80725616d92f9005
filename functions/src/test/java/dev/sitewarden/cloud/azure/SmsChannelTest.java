package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.Message;
import dev.sitewarden.cloud.notify.Picture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Microsoft's SMS client against services that check its signature. */
final class SmsChannelTest {
  private static final String NUMBER = "+4930123456";
  private static final String TAKEN =
      "{\"value\":[{\"to\":\"+4930123456\",\"messageId\":\"m-1\",\"httpStatusCode\":202,"
          + "\"repeatabilityResult\":\"accepted\",\"successful\":true}]}";
  private CommunicationServices services;
  private final Message message = CommunicationServices.message(NUMBER, Picture.NONE);

  @BeforeEach
  void start() throws IOException {
    services = new CommunicationServices();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void theSameMessageCarriesTheSameIdAtEachAttempt() {
    services.answers(202, TAKEN);
    SmsChannel channel = channel(CommunicationServices.KEY);

    Attempt first = channel.send(message);
    Attempt again = channel.send(message);

    assertThat(first).isEqualTo(new Attempt.Accepted(Optional.of("m-1")));
    assertThat(again).isEqualTo(first);
    assertThat(services.calls()).hasSize(2);
    for (CommunicationServices.Call call : services.calls()) {
      JsonNode recipient = call.body().path("smsRecipients").path(0);
      assertThat(call.path()).startsWith("/sms?api-version=");
      assertThat(recipient.path("to").asText()).isEqualTo(NUMBER);
      assertThat(recipient.path("repeatabilityRequestId").asText())
          .isEqualTo(message.id().toString());
      assertThat(recipient.path("repeatabilityFirstSent").asText())
          .isEqualTo("Fri, 20 Nov 2026 10:00:05 GMT");
      assertThat(call.body().path("message").asText())
          .contains("Look & see", "/notify/acknowledge.html#abc");
      assertThat(call.body().path("smsSendOptions").path("enableDeliveryReport").asBoolean())
          .isTrue();
    }
  }

  @Test
  void aWrongKeyMayBePutRight() {
    Attempt attempt = channel("d3Jvbmc=").send(message);

    assertThat(attempt).isInstanceOf(Attempt.Retry.class);
    assertThat(services.calls()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"400, Refused", "429, Retry", "503, Retry"})
  void whatTheServicesRefuseIsTriedOnceAndClassified(int status, String expected) {
    services.answers(status, "{}");

    Attempt attempt = channel(CommunicationServices.KEY).send(message);

    assertThat(attempt.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(services.calls()).hasSize(1);
    if (attempt instanceof Attempt.Retry(var reason, var after)) {
      assertThat(reason).contains(String.valueOf(status));
      assertThat(after).contains(Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"400, Refused", "429, Retry"})
  void theNumbersOwnStatusCounts(int status, String expected) {
    services.answers(202, notTaken(status));

    Attempt attempt = channel(CommunicationServices.KEY).send(message);

    assertThat(attempt.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(attempt.toString()).contains("no such number");
  }

  @Test
  void theIdentityIsAsGoodAsAKey() {
    services.answers(202, TAKEN);
    services.wantsToken("a token of the identity");
    List<String> asked = new ArrayList<>();

    Attempt known = byIdentity("a token of the identity", asked).send(message);
    Attempt stranger = byIdentity("another token", asked).send(message);

    assertThat(known).isEqualTo(new Attempt.Accepted(Optional.of("m-1")));
    assertThat(stranger).isInstanceOf(Attempt.Retry.class);
    assertThat(asked).containsOnly("https://communication.azure.com//.default");
    assertThat(services.calls()).hasSize(1);
    assertThat(services.calls().getFirst().body().findValue("repeatabilityRequestId").asText())
        .isEqualTo(message.id().toString());
  }

  private SmsChannel byIdentity(String token, List<String> asked) {
    return new SmsChannel(services.lineByIdentity(token, asked), Optional.of("+15551234567"));
  }

  @Test
  void silenceIsRetried() {
    services.isSilent();
    SmsChannel channel =
        new SmsChannel(
            services.line(CommunicationServices.KEY, Duration.ofMillis(300)),
            Optional.of("+15551234567"));

    assertThat(channel.send(message)).isInstanceOf(Attempt.Retry.class);
  }

  private static String notTaken(int status) {
    return """
        {"value":[{"to":"+4930123456","httpStatusCode":%d,"successful":false,"errorMessage":"no such number"}]}
        """
        .formatted(status);
  }

  private SmsChannel channel(String key) {
    return new SmsChannel(services.line(key, Duration.ofSeconds(20)), Optional.of("+15551234567"));
  }
}
