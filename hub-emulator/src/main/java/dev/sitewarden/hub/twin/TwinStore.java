package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.IdentityId;
import dev.sitewarden.hub.identity.PrivateFile;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The folder {@code DATA/hub/twins}: {@code {device}/twin.json} and {@code
 * {device}/modules/{module}.json}. The disk is the truth: a change is on it before it is answered.
 * Blocks; used by one thread.
 */
final class TwinStore {
  private final Path folder;
  private final InstantSource clock;

  TwinStore(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The identity's twin; one that was never written is empty. */
  Twin get(IdentityId id) {
    Path file = file(id);
    if (!Files.exists(file)) {
      return Twin.empty(clock.instant());
    }
    try {
      return Twin.restored(new JsonObject(PrivateFile.read(file)));
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalStateException(
          "%s must hold the twin of %s, it does not (%s); mend it, or delete it to start with an empty twin"
              .formatted(file, id, e.getMessage()),
          e);
    }
  }

  /** Reads, changes and writes the twin; if the change is refused nothing is written. */
  Twin update(IdentityId id, UnaryOperator<Twin> change) {
    Twin twin = change.apply(get(id));
    Path file = file(id);
    PrivateFile.createFolder(Objects.requireNonNull(file.getParent()));
    PrivateFile.write(file, twin.stored().encode());
    return twin;
  }

  /** Forgets the twin. */
  void remove(IdentityId id) {
    PrivateFile.delete(file(id));
  }

  private Path file(IdentityId id) {
    Path device = folder.resolve(id.device().value());
    return id.module()
        .map(module -> device.resolve("modules").resolve(module.value() + ".json"))
        .orElseGet(() -> device.resolve("twin.json"));
  }
}
