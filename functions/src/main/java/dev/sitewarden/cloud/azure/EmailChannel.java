package dev.sitewarden.cloud.azure;

import com.azure.communication.email.EmailClient;
import com.azure.communication.email.EmailClientBuilder;
import com.azure.communication.email.models.EmailAttachment;
import com.azure.communication.email.models.EmailMessage;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.sitewarden.cloud.notify.Attempt;
import dev.sitewarden.cloud.notify.Channel;
import dev.sitewarden.cloud.notify.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * E-mails by Azure Communication Services, with the picture.
 *
 * <p>The service has an e-mail once it answered the first request; whether it arrives, a delivery
 * report says, so nothing is polled. The message's id is the operation's, so that a second attempt
 * is the same operation.
 */
@Singleton
class EmailChannel implements Channel {
  private static final String ID = "sitewarden-message-id";

  private final Optional<EmailClient> client;
  private final String from;

  @Inject
  EmailChannel(CommunicationConfig config, HttpClient http) {
    this(CommunicationLine.of(config, http), config.emailFrom());
  }

  EmailChannel(Optional<CommunicationLine> line, Optional<String> sender) {
    this.from = sender.orElse("");
    this.client = line.filter(open -> !from.isEmpty()).map(EmailChannel::client);
  }

  private static EmailClient client(CommunicationLine line) {
    HttpHeaderName operationId = HttpHeaderName.fromString("Operation-Id");
    HttpPipelinePolicy operation =
        (context, next) -> {
          context
              .getData(ID)
              .ifPresent(id -> context.getHttpRequest().setHeader(operationId, String.valueOf(id)));
          return next.process();
        };
    return new EmailClientBuilder()
        .endpoint(line.endpoint())
        .pipeline(line.pipeline(operation))
        .buildClient();
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public boolean isReady() {
    return client.isPresent();
  }

  @Override
  public Attempt send(Message message) {
    return Calls.attempt(
        () -> {
          client.orElseThrow().beginSend(email(message), new Context(ID, message.id()));
          return new Attempt.Accepted(Optional.of(message.id().toString()));
        });
  }

  private EmailMessage email(Message message) {
    Optional<byte[]> jpeg = message.snapshot().read();
    EmailMessage email =
        new EmailMessage()
            .setSenderAddress(from)
            .setToRecipients(message.address())
            .setSubject(message.subject())
            .setBodyPlainText(message.textWithLinks())
            .setBodyHtml(EmailBody.html(message, jpeg));
    jpeg.map(EmailChannel::picture).ifPresent(email::setAttachments);
    return email;
  }

  private static EmailAttachment picture(byte[] jpeg) {
    return new EmailAttachment("snapshot.jpg", "image/jpeg", BinaryData.fromBytes(jpeg));
  }
}
