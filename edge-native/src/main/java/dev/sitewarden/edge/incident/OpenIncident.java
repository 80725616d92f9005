package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.OngoingSituation;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentOpened;
import dev.sitewarden.domain.wire.DeviceMessage.IncidentUpdated;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What was told of an incident that goes on, and what is worse or clearer now. It follows from what
 * was told last and from the frames since, so that a recording that is seen again after a crash
 * tells the same.
 */
final class OpenIncident {
  /**
   * Between two messages, the one that opened it included. Nobody looks at a phone more often, and
   * a crowd that comes one by one is a few messages. Raising it: fewer, later messages.
   */
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(10);

  /** How much better a score must be: people who are seen well tremble by less. */
  private static final double CLEARER = 0.1;

  private final IncidentId id;
  private Severity severity;
  private double score;
  private int objects;
  private Instant toldAt;
  private Detection best;
  private Instant bestAt;

  private OpenIncident(IncidentOpened opened) {
    id = opened.incident();
    severity = opened.severity();
    score = opened.subject().score();
    toldAt = opened.capturedAt().truncatedTo(ChronoUnit.MILLIS);
    best = opened.subject();
    bestAt = opened.capturedAt();
  }

  /** Goes on from what the journal knows. */
  static OpenIncident of(IncidentRecord incident) {
    var open = new OpenIncident(incident.data());
    incident.updated().ifPresent(event -> open.told((IncidentUpdated) event.data(), event.time()));
    return open;
  }

  private void told(IncidentUpdated update, Instant at) {
    severity = update.severity();
    score = update.subject().score();
    objects = update.objects();
    toldAt = at.truncatedTo(ChronoUnit.MILLIS); // as the journal has it
    if (update.subject().score() > best.score()) {
      best = update.subject();
      bestAt = update.capturedAt();
    }
  }

  IncidentId id() {
    return id;
  }

  /**
   * Takes how it looks in a frame.
   *
   * @return what should be told now; mostly empty. A clock that was set back delays it
   */
  Optional<IncidentUpdated> see(OngoingSituation now, Instant at) {
    if (now.subject().detection().score() > best.score()) {
      best = now.subject().detection();
      bestAt = at;
    }
    if (objects == 0) {
      objects = now.objects(); // the frame that opened it shows them
    }
    Severity severityNow = now.rule().terms().severity();
    boolean isSevereOtherwise = severityNow != severity;
    boolean isMore = now.objects() > objects || best.score() >= score + CLEARER;
    boolean isDue = !at.isBefore(toldAt.plus(AT_MOST_EVERY));
    if (!isSevereOtherwise && !(isMore && isDue)) {
      return Optional.empty();
    }
    var update =
        new IncidentUpdated(id, severityNow, bestAt, best, Math.max(objects, now.objects()));
    told(update, at);
    return Optional.of(update);
  }
}
