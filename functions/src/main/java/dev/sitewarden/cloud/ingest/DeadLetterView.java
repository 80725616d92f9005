package dev.sitewarden.cloud.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter as the API shows it.
 *
 * @param id SHA-256 of device and body
 * @param device as the hub said; empty if it said nothing
 * @param code sorts dead letters: no-device, wrong-device, invalid, unknown-type, refused or
 *     not-storable
 * @param isWhole whether all of it was kept, so that it can be played again
 * @param body what was kept of it; left out in lists
 */
record DeadLetterView(
    String id,
    String device,
    String code,
    String reason,
    int bytes,
    boolean isWhole,
    int times,
    Instant firstAt,
    Instant lastAt,
    Optional<Instant> replayedAt,
    Optional<String> replayedBy,
    Optional<String> body) {

  /** A page; {@code next} is the cursor of the following one. */
  record Page(List<DeadLetterView> items, Optional<String> next) {
    Page {
      items = List.copyOf(items);
    }
  }

  /**
   * What playing it again led to.
   *
   * @param outcome {@code APPLIED}, {@code STILL_DEAD}, or {@code NOT_PLAYED}
   * @param code why it was not applied
   */
  record Replayed(String id, String outcome, Optional<String> code, Optional<String> reason) {
    static Replayed applied(String id) {
      return new Replayed(id, "APPLIED", Optional.empty(), Optional.empty());
    }

    static Replayed not(String outcome, String id, String code, String reason) {
      return new Replayed(id, outcome, Optional.of(code), Optional.of(reason));
    }
  }

  static DeadLetterView listed(DeadLetterEntity letter) {
    return of(letter, Optional.empty());
  }

  static DeadLetterView whole(DeadLetterEntity letter) {
    return of(letter, Optional.of(letter.text()));
  }

  private static DeadLetterView of(DeadLetterEntity letter, Optional<String> body) {
    return new DeadLetterView(
        letter.digest,
        letter.device,
        letter.code,
        letter.reason,
        letter.bodyBytes,
        letter.isWhole(),
        letter.times,
        letter.firstAt,
        letter.lastAt,
        Optional.ofNullable(letter.replayedAt),
        Optional.ofNullable(letter.replayedBy),
        body);
  }
}
