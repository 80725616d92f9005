package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.IdentityId;
import io.vertx.core.buffer.Buffer;

/** A device or module that is connected now, for those who have something to tell it. */
public interface ConnectedIdentity {
  /** Who it is, as its connection proved. */
  IdentityId id();

  /** Whether a message on that topic would reach it. */
  boolean isSubscribedTo(String topic);

  /** Sends with the quality of the subscription; without a subscription nothing is sent. */
  void send(String topic, Buffer payload);
}
