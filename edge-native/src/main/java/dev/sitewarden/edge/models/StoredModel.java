package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;

/**
 * A package that lies in the store.
 *
 * @param archive the SHA-256 of the archive that it came in, which is also its folder's name
 * @param version as on its card
 */
record StoredModel(Digest archive, String version) {
  @Override
  public String toString() {
    return "model %s (%s)".formatted(version, archive.sha256().substring(0, 12));
  }
}
