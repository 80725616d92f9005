package dev.sitewarden.cloud.notify;

import dev.sitewarden.domain.incident.IncidentId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;

/** One-tap links for tests that look at the page behind them: messages only show them to phones. */
@Singleton
public class TestLinks {
  private final AcknowledgeLinks links;
  private final InstantSource clock;

  TestLinks(AcknowledgeLinks links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  /** Path and secret of the link that the person gets for the incident. */
  public String of(IncidentId incident, String person) {
    var link =
        links.link(UUID.fromString(incident.toString()), person, clock.instant(), Destination.SMS);
    return link.getPath() + "#" + link.getFragment();
  }
}
