package dev.sitewarden.cloud.azure;

import com.azure.communication.sms.SmsClient;
import com.azure.communication.sms.SmsClientBuilder;
import com.azure.communication.sms.models.SmsSendOptions;
import com.azure.communication.sms.models.SmsSendResult;
import com.azure.core.http.HttpClient;
import com.azure.core.util.Context;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.Channel;
import dev.sitewarden.cloud.notify.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Text messages by Azure Communication Services; {@link Repeatability} makes them repeatable. */
@Singleton
class SmsChannel implements Channel {
  private final Optional<SmsClient> client;
  private final String from;

  @Inject
  SmsChannel(CommunicationConfig config, HttpClient http) {
    this(CommunicationLine.of(config, http), config.smsFrom());
  }

  SmsChannel(Optional<CommunicationLine> line, Optional<String> sender) {
    this.from = sender.orElse("");
    this.client = line.filter(open -> !from.isEmpty()).map(SmsChannel::client);
  }

  private static SmsClient client(CommunicationLine line) {
    return new SmsClientBuilder()
        .endpoint(line.endpoint())
        .pipeline(line.pipeline(new Repeatability()))
        .buildClient();
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public boolean isReady() {
    return client.isPresent();
  }

  @Override
  public Attempt send(Message message) {
    return Calls.attempt(
        () -> {
          Iterable<SmsSendResult> results =
              client
                  .orElseThrow()
                  .sendWithResponse(
                      from,
                      List.of(message.address()),
                      message.shortText(),
                      new SmsSendOptions().setDeliveryReportEnabled(true),
                      new Context(Repeatability.MESSAGE, message))
                  .getValue();
          return attempt(results.iterator().next());
        });
  }

  /** A batch of one number: its own status counts, not that of the call. */
  private static Attempt attempt(SmsSendResult result) {
    return result.isSuccessful()
        ? new Attempt.Accepted(Optional.of(result.getMessageId()))
        : Attempt.ofStatus(
            result.getHttpStatusCode(), Optional.empty(), String.valueOf(result.getErrorMessage()));
  }
}
