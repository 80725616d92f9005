package dev.sitewarden.hub.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder {@code connections}: a connection string per identity, {@code {device}.txt} and {@code
 * modules/{device}/{module}.txt}.
 */
record ConnectionFiles(Path folder) {
  void write(DeviceIdentity identity) {
    Path file = file(identity.id());
    String line = identity.connectionString() + "\n";
    PrivateFile.createFolder(Objects.requireNonNull(file.getParent()));
    if (!Files.exists(file) || !PrivateFile.read(file).equals(line)) {
      PrivateFile.write(file, line);
    }
  }

  void delete(IdentityId id) {
    PrivateFile.delete(file(id));
  }

  private Path file(IdentityId id) {
    return id.module()
        .map(m -> folder.resolve("modules").resolve(id.device().value()).resolve(m + ".txt"))
        .orElseGet(() -> folder.resolve(id.device() + ".txt"));
  }
}
