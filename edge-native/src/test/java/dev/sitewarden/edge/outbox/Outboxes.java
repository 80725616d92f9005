package dev.sitewarden.edge.outbox;

import dev.sitewarden.edge.disk.WriteMeter;
import java.nio.file.Path;
import java.time.InstantSource;

/** Outboxes of tests whose events do not grow old. */
final class Outboxes {
  private Outboxes() {}

  static Outbox open(Path state, OutboxConfig config, Uplink uplink) {
    InstantSource clock = () -> NumberedEvents.START;
    return Outbox.open(state, config, uplink, clock, new WriteMeter(clock));
  }
}
