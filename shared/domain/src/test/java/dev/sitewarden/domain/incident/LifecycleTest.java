package dev.sitewarden.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sitewarden.domain.geometry.BoundingBox;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
  private static final Detection HEAD =
      new Detection(new Label("head"), 0.75, new BoundingBox(0.4, 0.4, 0.5, 0.5));
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "OPEN, acknowledged, ACKNOWLEDGED",
    "OPEN, resolved, RESOLVED",
    "OPEN, reopened, not allowed",
    "OPEN, ended, OPEN",
    "OPEN, updated, OPEN",
    "OPEN, evidence stored, OPEN",
    "ACKNOWLEDGED, acknowledged, not allowed",
    "ACKNOWLEDGED, resolved, RESOLVED",
    "ACKNOWLEDGED, reopened, not allowed",
    "ACKNOWLEDGED, ended, ACKNOWLEDGED",
    "ACKNOWLEDGED, updated, ACKNOWLEDGED",
    "ACKNOWLEDGED, evidence stored, ACKNOWLEDGED",
    "RESOLVED, acknowledged, not allowed",
    "RESOLVED, resolved, not allowed",
    "RESOLVED, reopened, OPEN",
    "RESOLVED, ended, RESOLVED",
    "RESOLVED, updated, RESOLVED",
    "RESOLVED, evidence stored, RESOLVED",
    "OPEN, assigned, OPEN",
    "OPEN, commented, OPEN",
    "OPEN, reclassified, OPEN",
    "OPEN, separated, OPEN",
    "OPEN, escalated, OPEN",
    "ACKNOWLEDGED, assigned, ACKNOWLEDGED",
    "ACKNOWLEDGED, commented, ACKNOWLEDGED",
    "ACKNOWLEDGED, reclassified, ACKNOWLEDGED",
    "ACKNOWLEDGED, separated, ACKNOWLEDGED",
    "ACKNOWLEDGED, escalated, not allowed",
    "RESOLVED, assigned, not allowed",
    "RESOLVED, commented, RESOLVED",
    "RESOLVED, reclassified, not allowed",
    "RESOLVED, separated, not allowed",
    "RESOLVED, escalated, not allowed"
  })
  void theTableOfWhatMayHappen(IncidentState state, String change, String after) {
    assertThat(Lifecycle.after(state, change(change)).map(Enum::name).orElse("not allowed"))
        .isEqualTo(after);
  }

  @Test
  void reopeningNeedsAReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IncidentChange.Reopened(NOON, "engineer", " "))
        .withMessage("reopening an incident needs a reason");
  }

  private static IncidentChange change(String name) {
    return switch (name) {
      case "acknowledged" -> new IncidentChange.Acknowledged(NOON, "engineer");
      case "resolved" -> new IncidentChange.Resolved(NOON, "engineer", Verdict.CONFIRMED, "");
      case "reopened" -> new IncidentChange.Reopened(NOON, "engineer", "wrong button");
      case "ended" -> new IncidentChange.Ended(NOON);
      case "updated" -> new IncidentChange.Updated(NOON, Severity.WARNING, HEAD, 2);
      case "evidence stored" -> new IncidentChange.EvidenceStored(NOON, snapshot());
      case "assigned" -> new IncidentChange.Assigned(NOON, "engineer", Optional.of("smith"));
      case "commented" -> new IncidentChange.Commented(NOON, "engineer", "on my way");
      case "reclassified" ->
          new IncidentChange.Reclassified(NOON, "engineer", Severity.INFO, "a bucket");
      case "separated" -> new IncidentChange.Separated(NOON, "engineer");
      case "escalated" -> new IncidentChange.Escalated(NOON, 1, Duration.ofMinutes(5));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Evidence snapshot() {
    return new Evidence(Evidence.Kind.SNAPSHOT, "a/snapshot.jpg", 1, Digest.of(new byte[1]));
  }
}
