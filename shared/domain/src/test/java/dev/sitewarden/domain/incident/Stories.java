package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Everything that can happen to an incident after it was opened, in any order. */
final class Stories {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Detection HEAD =
      new Detection(new Label("head"), 0.75, new BoundingBox(0.4, 0.4, 0.5, 0.5));

  private Stories() {}

  static Arbitrary<List<IncidentChange>> any() {
    return Arbitraries.oneOf(List.of(ofDevices(), ofPeople(), ofClocks())).list().ofMaxSize(60);
  }

  static boolean isOfDevice(IncidentChange change) {
    return change instanceof IncidentChange.Ended
        || change instanceof IncidentChange.Updated
        || change instanceof IncidentChange.EvidenceStored;
  }

  /** What devices say. */
  static Arbitrary<IncidentChange> ofDevices() {
    Arbitrary<Evidence> files =
        Arbitraries.of(Evidence.Kind.values())
            .map(kind -> new Evidence(kind, "a/" + kind.fileName(), 1, Digest.of(new byte[1])));
    return Arbitraries.oneOf(
        List.of(
            at().map(IncidentChange.Ended::new),
            Combinators.combine(at(), Arbitraries.of(Severity.values()))
                .as((at, severity) -> new IncidentChange.Updated(at, severity, HEAD, 2)),
            Combinators.combine(at(), files).as(IncidentChange.EvidenceStored::new)));
  }

  private static Arbitrary<IncidentChange> ofPeople() {
    Arbitrary<String> names = Arbitraries.of("smith", "jones");
    Arbitrary<String> words = Arbitraries.of("again", "it was a bucket", "'); --");
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(at(), names).as(IncidentChange.Acknowledged::new),
            Combinators.combine(at(), names, Arbitraries.of(Verdict.values()), words)
                .as(IncidentChange.Resolved::new),
            Combinators.combine(at(), names, words).as(IncidentChange.Reopened::new),
            Combinators.combine(at(), names, names.optional()).as(IncidentChange.Assigned::new),
            Combinators.combine(at(), names, words).as(IncidentChange.Commented::new),
            Combinators.combine(at(), names, Arbitraries.of(Severity.values()), words)
                .as(IncidentChange.Reclassified::new),
            Combinators.combine(at(), names).as(IncidentChange.Separated::new)));
  }

  private static Arbitrary<IncidentChange> ofClocks() {
    return Combinators.combine(at(), Arbitraries.integers().between(1, 3))
        .as((at, level) -> new IncidentChange.Escalated(at, level, Duration.ofMinutes(5)));
  }

  private static Arbitrary<Instant> at() {
    return Arbitraries.integers().between(-3600, 3600).map(NOON::plusSeconds);
  }

  /** The state after all of it; what is not allowed does not happen. */
  static IncidentState endOf(List<IncidentChange> story) {
    IncidentState state = IncidentState.OPEN;
    for (IncidentChange change : story) {
      Optional<IncidentState> after = Lifecycle.after(state, change);
      state = after.orElse(state);
    }
    return state;
  }
}
