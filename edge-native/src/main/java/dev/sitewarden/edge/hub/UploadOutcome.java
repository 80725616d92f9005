package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.outbox.Delivery;

/** What an HTTP status of the upload means for the file: stored, later, or never. */
final class UploadOutcome {
  private UploadOutcome() {}

  /**
   * Throttling, time-outs, server trouble and rejected tokens pass; what the hub says about the
   * file itself does not.
   */
  static Delivery of(int status, String what, String answer) {
    String reason = "%s was answered %d %s".formatted(what, status, answer).strip();
    if (status >= 200 && status < 300) {
      return new Delivery.Sent();
    }
    return switch (status) {
      case 400, 409, 411, 413, 415 -> new Delivery.Poison(reason);
      default -> new Delivery.Retry(reason);
    };
  }
}
