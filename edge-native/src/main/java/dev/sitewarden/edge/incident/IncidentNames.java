package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.vision.ZoneEvent;
import dev.sitewarden.domain.vision.ZoneEvent.Raised;
import dev.sitewarden.domain.vision.ZoneEvent.Situation;
import dev.sitewarden.domain.wire.EventSource;
import java.util.List;

/** Names what a camera's rules raise; the same instant has the same name whenever it is seen. */
public final class IncidentNames {
  private IncidentNames() {}

  /**
   * The name of what an event began.
   *
   * @param before the events of its frame that came before it: a rule that looks at each object by
   *     itself may raise several times in one frame
   */
  public static IncidentId of(EventSource source, Raised event, List<ZoneEvent> before) {
    Situation own = event.situation();
    long nth =
        before.stream()
            .filter(other -> other instanceof Raised)
            .map(ZoneEvent::situation)
            .filter(other -> other.zone().equals(own.zone()) && other.rule().equals(own.rule()))
            .count();
    return IncidentId.of(
        source.device(), source.camera(), own.zone(), own.rule(), event.at(), (int) nth);
  }
}
