package dev.sitewarden.cloud.incident;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelVersion;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Which weights spoke. */
@Embeddable
record ModelColumns(
    @Column(name = "model_name") String name,
    @Column(name = "model_version") String version,
    @Column(name = "model_sha256") String sha256) {

  static ModelColumns of(ModelVersion model) {
    return new ModelColumns(model.name(), model.version(), model.digest().sha256());
  }

  ModelVersion modelVersion() {
    return new ModelVersion(name, version, new Digest(sha256));
  }
}
