package dev.sitewarden.edge.incident;

import dev.sitewarden.domain.vision.Frame;

/** Who wants to know when an incident opens; media makes evidence of it. */
public interface IncidentObserver {
  /**
   * An incident was accepted and its event is on its way. Called on the detection thread.
   *
   * @param frame the one that fired the rule; stays the caller's
   */
  void opened(IncidentRecord incident, Frame frame);
}
