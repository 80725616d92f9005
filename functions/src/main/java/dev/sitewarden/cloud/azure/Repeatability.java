package dev.sitewarden.cloud.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sitewarden.cloud.notify.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import reactor.core.publisher.Mono;

/**
 * Makes a text message repeatable: the same message carries the same id at each attempt, so that
 * the service sends it once. The client makes up a new id with each call and offers no way to say
 * one, so it is put into the body, before the body is signed.
 */
final class Repeatability implements HttpPipelinePolicy {
  /** The key of the {@link Message} in the call's context. */
  static final String MESSAGE = "sitewarden-message";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    context
        .getData(MESSAGE)
        .ifPresent(message -> mark(context.getHttpRequest(), (Message) message));
    return next.process();
  }

  private static void mark(HttpRequest request, Message message) {
    try {
      JsonNode body = JSON.readTree(request.getBodyAsBinaryData().toBytes());
      for (JsonNode recipient : body.path("smsRecipients")) {
        ((ObjectNode) recipient)
            .put("repeatabilityRequestId", message.id().toString())
            .put("repeatabilityFirstSent", HTTP_DATE.format(message.createdAt()));
      }
      request.setBody(BinaryData.fromBytes(JSON.writeValueAsBytes(body)));
    } catch (IOException e) {
      throw new UncheckedIOException("the SDK wrote a body that is no JSON", e);
    }
  }
}
