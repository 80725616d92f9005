package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.outbox.Delivery;

/** What an HTTP status of the upload means for the file: stored, later, or never. */
final class UploadOutcome {
  private UploadOutcome() {}

  /** Azure Storage does not have the blocks any more that it said it had. */
  private static final String BLOCKS_GONE = "InvalidBlockList";

  /**
   * Throttling, time-outs, server trouble and rejected tokens pass; what the hub says about the
   * file itself does not.
   */
  static Delivery of(int status, String what, String answer) {
    String reason = "%s was answered %d %s".formatted(what, status, answer).strip();
    if (status >= 200 && status < 300) {
      return new Delivery.Sent();
    }
    if (answer.contains(BLOCKS_GONE)) {
      return new Delivery.Retry(reason); // the next attempt asks anew which blocks it has
    }
    return switch (status) {
      case 400, 409, 411, 413, 415 -> new Delivery.Poison(reason);
      default -> new Delivery.Retry(reason);
    };
  }
}
