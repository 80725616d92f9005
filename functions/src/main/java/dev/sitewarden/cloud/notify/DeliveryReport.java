package dev.sitewarden.cloud.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What became of a message after its channel took it.
 *
 * @param receipt the channel's name for the message
 * @param detail what the channel says about it; may be empty
 */
record DeliveryReport(String receipt, boolean isDelivered, String detail) {
  private static final int LONGEST_DETAIL = 500;

  /** Reads an event of Event Grid; empty if it tells nothing final, or of something else. */
  static Optional<DeliveryReport> read(JsonNode event) {
    JsonNode data = event.path("data");
    return switch (event.path("eventType").asText()) {
      case "Microsoft.Communication.SMSDeliveryReportReceived" ->
          of(
              text(data.path("messageId")),
              text(data.path("deliveryStatus")),
              text(data.path("deliveryStatusDetails")));
      case "Microsoft.Communication.EmailDeliveryReportReceived" ->
          of(
              text(data.path("messageId")),
              text(data.path("status")),
              text(data.path("deliveryStatusDetails").path("statusMessage")));
      default -> Optional.empty();
    };
  }

  /** Without the one character that PostgreSQL does not store: the report would come for ever. */
  private static String text(JsonNode said) {
    return said.asText().replace('\0', ' ');
  }

  private static Optional<DeliveryReport> of(String receipt, String status, String detail) {
    if (receipt.isBlank() || status.isBlank() || status.equals("Expanded")) {
      return Optional.empty();
    }
    String said = detail.isBlank() ? status : status + ": " + detail;
    return Optional.of(
        new DeliveryReport(
            receipt,
            status.equals("Delivered"),
            said.substring(0, Math.min(said.length(), LONGEST_DETAIL))));
  }
}
