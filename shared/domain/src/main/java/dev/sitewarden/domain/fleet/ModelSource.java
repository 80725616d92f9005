package dev.sitewarden.domain.fleet;

import dev.sitewarden.domain.model.ModelOrder;

/** Where a model package comes from. */
public sealed interface ModelSource {

  /** A package that lies on the device already, a folder. */
  record Local(String path) implements ModelSource {
    public Local {
      if (path.isBlank()) {
        throw new IllegalArgumentException("model path must not be blank");
      }
    }
  }

  /** A package to fetch: one signed tar file. */
  record Ordered(ModelOrder order) implements ModelSource {}
}
