package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.incident.Evidence;
import jakarta.persistence.Embeddable;

/** One stored file; all three columns are null until the device has stored it. */
@Embeddable
record FileColumns(String path, Long bytes, String sha256) {

  static FileColumns of(Evidence evidence) {
    return new FileColumns(evidence.path(), evidence.bytes(), evidence.digest().sha256());
  }
}
