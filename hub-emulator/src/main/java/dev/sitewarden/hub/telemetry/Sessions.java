package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.IdentityId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is connected now, one connection each. Used on the event loop only. */
public final class Sessions {
  private final Map<IdentityId, DeviceSession> live = new HashMap<>();

  /** The identity's connection, if it has one. */
  public Optional<ConnectedIdentity> find(IdentityId id) {
    return Optional.ofNullable(live.get(id));
  }

  /** Ends the identity's connection, if it has one. */
  public void drop(IdentityId id, String why) {
    DeviceSession session = live.get(id);
    if (session != null) {
      session.drop(why);
    }
  }

  void add(DeviceSession session) {
    drop(session.id(), "the identity connected again");
    live.put(session.id(), session);
  }

  void remove(DeviceSession session) {
    live.remove(session.id(), session);
  }
}
