package dev.sitewarden.domain.incident;

import java.util.Optional;

/**
 * The one table of what may happen to an incident: {@code OPEN -> ACKNOWLEDGED -> RESOLVED}, and
 * back.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /**
   * The state after the change.
   *
   * @return empty if the change is not allowed in this state; device's changes are allowed in every
   *     state and never move it
   */
  public static Optional<IncidentState> after(IncidentState state, IncidentChange change) {
    return switch (change) {
      case IncidentChange.Ended ended -> Optional.of(state);
      case IncidentChange.Updated updated -> Optional.of(state);
      case IncidentChange.EvidenceStored stored -> Optional.of(state);
      case IncidentChange.Acknowledged acknowledged ->
          state == IncidentState.OPEN ? Optional.of(IncidentState.ACKNOWLEDGED) : Optional.empty();
      case IncidentChange.Resolved resolved ->
          state == IncidentState.RESOLVED ? Optional.empty() : Optional.of(IncidentState.RESOLVED);
      case IncidentChange.Reopened reopened ->
          state == IncidentState.RESOLVED ? Optional.of(IncidentState.OPEN) : Optional.empty();
      case IncidentChange.Commented commented -> Optional.of(state);
      case IncidentChange.Assigned assigned -> unlessResolved(state);
      case IncidentChange.Reclassified reclassified -> unlessResolved(state);
      case IncidentChange.Separated separated -> unlessResolved(state);
      case IncidentChange.Escalated escalated ->
          state == IncidentState.OPEN ? Optional.of(state) : Optional.empty();
    };
  }

  private static Optional<IncidentState> unlessResolved(IncidentState state) {
    return state == IncidentState.RESOLVED ? Optional.empty() : Optional.of(state);
  }
}
