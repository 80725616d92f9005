package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.IncidentChange;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Hears what happens to incidents, inside the transaction that makes it happen; implemented by
 * stages to the right. A failure undoes the change.
 */
public interface IncidentObserver {

  /** Devices reported new incidents, whose rows are there. */
  default Uni<Void> opened(List<IncidentEntity> incidents) {
    return Uni.createFrom().voidItem();
  }

  /** The change was made to the incident, which shows it already. */
  default Uni<Void> changed(IncidentEntity incident, IncidentChange change) {
    return Uni.createFrom().voidItem();
  }

  /** By that change, which was told before, the incident became an alarm. */
  default Uni<Void> becameAlarm(IncidentEntity incident, IncidentChange change) {
    return Uni.createFrom().voidItem();
  }

  /** A transaction that opened or changed incidents was committed; must return at once. */
  default void committed() {}

  /** Plays through what follows a commit, inside the caller's transaction, which is undone. */
  default Uni<Void> rehearse() {
    return Uni.createFrom().voidItem();
  }
}
