package dev.sitewarden.cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.Picture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Microsoft's e-mail client against services that check its signature. */
final class EmailChannelTest {
  private static final String MAILBOX = "smith@example.org";

  private CommunicationServices services;

  @BeforeEach
  void start() throws IOException {
    services = new CommunicationServices();
    services.answers(202, "{\"id\":\"1\",\"status\":\"Running\"}");
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void itIsHtmlWithThePictureAndItsLinks() {
    byte[] jpeg = {1, 2, 3};

    Attempt attempt =
        channel().send(CommunicationServices.message(MAILBOX, () -> Optional.of(jpeg)));

    CommunicationServices.Call call = services.calls().getFirst();
    JsonNode content = call.body().path("content");
    String id = "b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71";
    assertThat(attempt).isEqualTo(new Attempt.Accepted(Optional.of(id)));
    assertThat(call.path()).startsWith("/emails:send?api-version=");
    assertThat(call.headers()).containsEntry("operation-id", id);
    assertThat(call.body().path("recipients").path("to").path(0).path("address").asText())
        .isEqualTo(MAILBOX);
    assertThat(content.path("html").asText())
        .contains("ALARM: head in &lt;Dock&gt;", "Look &amp; see")
        .contains("href=\"https://sitewarden.example.org/notify/acknowledge.html#abc\"")
        .contains("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
    assertThat(content.path("plainText").asText()).contains("Look & see", "#abc");
    assertThat(call.body().path("attachments").path(0).path("contentInBase64").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(jpeg));
  }

  @Test
  void withoutAPictureItIsSentAllTheSame() {
    Attempt attempt = channel().send(CommunicationServices.message(MAILBOX, Picture.NONE));

    assertThat(attempt).isInstanceOf(Attempt.Accepted.class);
    assertThat(services.calls().getFirst().body().path("attachments").isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"400, Refused", "429, Retry", "500, Retry"})
  void whatTheServicesRefuseIsTriedOnceAndClassified(int status, String expected) {
    services.answers(status, "{\"error\":{\"code\":\"X\",\"message\":\"no\"}}");

    Attempt attempt = channel().send(CommunicationServices.message(MAILBOX, Picture.NONE));

    assertThat(attempt.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(services.calls()).hasSize(1);
  }

  @Test
  void theIdentityIsAsGoodAsAKey() {
    services.wantsToken("a token of the identity");
    List<String> asked = new ArrayList<>();

    Attempt known = byIdentity("a token of the identity", asked);
    Attempt stranger = byIdentity("another token", asked);

    assertThat(known).isInstanceOf(Attempt.Accepted.class);
    assertThat(stranger).isInstanceOf(Attempt.Retry.class);
    assertThat(asked).containsOnly("https://communication.azure.com//.default");
    assertThat(services.calls()).hasSize(1);
    assertThat(services.calls().getFirst().headers())
        .containsEntry("operation-id", "b1a4f0de-7c55-4a0e-9d3f-2b6c1e8f4a71");
  }

  private Attempt byIdentity(String token, List<String> asked) {
    return new EmailChannel(services.lineByIdentity(token, asked), Optional.of("alarm@example.org"))
        .send(CommunicationServices.message(MAILBOX, Picture.NONE));
  }

  private EmailChannel channel() {
    return new EmailChannel(
        services.line(CommunicationServices.KEY, Duration.ofSeconds(20)),
        Optional.of("alarm@example.org"));
  }
}
