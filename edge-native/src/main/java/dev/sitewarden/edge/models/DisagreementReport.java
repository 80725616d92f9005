package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a challenger agrees with the champion that serves.
 *
 * @param since when it began to look on
 * @param all over all labels that both know; {@code reference} is the champion
 * @param byLabel the same for each of them
 * @param offered frames that were offered to labelers
 * @param dropped frames that were due while it was still busy with another one
 */
public record DisagreementReport(
    ModelVersion challenger,
    Instant since,
    Agreement all,
    Map<Label, Agreement> byLabel,
    long offered,
    long dropped) {
  public DisagreementReport {
    byLabel = Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
  }

  /** For a person. */
  public String text() {
    return "since %s in %d frames it found %d of the champion's %d objects and %d of its own"
        .formatted(
            since.truncatedTo(ChronoUnit.SECONDS),
            all.frames(),
            all.same(),
            all.reference(),
            all.found() - all.same());
  }
}
