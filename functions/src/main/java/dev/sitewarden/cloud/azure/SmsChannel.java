package dev.sitewarden.cloud.azure;

import com.azure.communication.common.implementation.HmacAuthenticationPolicy;
import com.azure.communication.sms.SmsClient;
import com.azure.communication.sms.SmsClientBuilder;
import com.azure.communication.sms.models.SmsSendOptions;
import com.azure.communication.sms.models.SmsSendResult;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.util.Context;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.Channel;
import dev.sitewarden.cloud.notify.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Text messages by Azure Communication Services.
 *
 * <p>The client's pipeline is ours: its own would sign the request before the message's id is in it
 * ({@link Repeatability}), and would try again by itself, which the message's row does.
 */
@Singleton
class SmsChannel implements Channel {
  private final Optional<SmsClient> client;
  private final String from;

  @Inject
  SmsChannel(CommunicationConfig config) {
    this(config.connectionString(), config.smsFrom(), new PatientClient(config.patience()));
  }

  SmsChannel(Optional<String> connection, Optional<String> sender, HttpClient http) {
    this.from = sender.orElse("");
    this.client =
        connection
            .filter(text -> !from.isEmpty())
            .map(text -> client(ConnectionString.parse(text), http));
  }

  private static SmsClient client(ConnectionString connection, HttpClient http) {
    return new SmsClientBuilder()
        .endpoint(connection.endpoint())
        .pipeline(
            new HttpPipelineBuilder()
                .policies(
                    new RequestIdPolicy(),
                    new Repeatability(),
                    new HmacAuthenticationPolicy(new AzureKeyCredential(connection.accessKey())))
                .httpClient(http)
                .build())
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
                      message.textWithLinks(),
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
