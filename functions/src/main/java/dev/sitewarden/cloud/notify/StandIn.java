package dev.sitewarden.cloud.notify;

import java.time.Instant;

/**
 * Somebody who is on call instead of whoever the shifts name: holidays, illness.
 *
 * @param to not included
 */
record StandIn(Instant from, Instant to, String person) {
  StandIn {
    People.require("a stand-in", person);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "%s cannot stand in from %s to %s: that ends before it begins"
              .formatted(person, from, to));
    }
  }

  boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
