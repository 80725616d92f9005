package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.DiskThread;
import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.telemetry.Sessions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * All twins, for both sides. Reads and writes happen one after the other on one worker thread;
 * results come back to the event loop in that order. A device that is connected and subscribed is
 * told of new desired properties once they are on the disk; one that is not never hears of them.
 */
public final class Twins {
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/";

  private final DiskThread disk;
  private final TwinStore store;
  private final Sessions sessions;
  private final InstantSource clock;

  /** Keeps the twins below the folder. */
  public Twins(DiskThread disk, Path folder, Sessions sessions, InstantSource clock) {
    this.disk = disk;
    this.store = new TwinStore(folder, clock);
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The identity's twin. */
  public Future<Twin> get(IdentityId id) {
    return disk.run(() -> store.get(id));
  }

  /** Lays the patch over the reported properties. */
  Future<Twin> report(IdentityId id, JsonObject patch) {
    return disk.run(() -> store.update(id, twin -> twin.reporting(patch, clock.instant())));
  }

  /** Changes tags and desired properties if the twin still has that etag, given one. */
  public Future<Twin> change(IdentityId id, TwinChange change, Optional<String> ifMatch) {
    return disk.run(
            () ->
                store.update(
                    id,
                    twin -> {
                      ifMatch.ifPresent(etag -> twin.requireMatch(id, etag));
                      return twin.changed(change, clock.instant());
                    }))
        .onSuccess(twin -> change.desired().ifPresent(desired -> push(id, desired, twin)));
  }

  /** Forgets the identity's twin. */
  public Future<Void> remove(IdentityId id) {
    return disk.run(
        () -> {
          store.remove(id);
          return null;
        });
  }

  private void push(IdentityId id, JsonObject desired, Twin twin) {
    JsonObject message = desired.copy().put(TwinSection.VERSION, twin.desiredVersion());
    sessions
        .find(id)
        .ifPresent(
            identity ->
                identity.send(DESIRED + "?$version=" + twin.desiredVersion(), message.toBuffer()));
  }
}
