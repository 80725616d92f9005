package dev.sitewarden.cloud.incident;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Whom sites escalate to; implemented by a stage to the right. */
public interface EscalationLists {

  /** How many people are asked one after another, by site; inside the caller's session. */
  Uni<Map<String, Integer>> sizes();
}
