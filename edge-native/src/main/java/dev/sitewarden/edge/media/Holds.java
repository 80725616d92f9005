package dev.sitewarden.edge.media;

import java.time.Instant;

/** What must not be dropped whatever the limits say: a legal hold. Any thread. */
public interface Holds {
  /** Nothing is held. */
  Holds NONE = (from, to) -> false;

  /** Whether something of this time is held. */
  boolean isHeld(Instant from, Instant to);
}
