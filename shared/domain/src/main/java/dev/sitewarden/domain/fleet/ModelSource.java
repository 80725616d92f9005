package dev.sitewarden.domain.fleet;

import dev.sitewarden.domain.model.Digest;
import java.net.URI;
import java.util.Set;

/** Where a model package comes from. */
public sealed interface ModelSource {

  /** A package that lies on the device already, a folder or a tar file. */
  record Local(String path) implements ModelSource {
    public Local {
      if (path.isBlank()) {
        throw new IllegalArgumentException("model path must not be blank");
      }
    }
  }

  /**
   * A package to fetch: one signed tar file.
   *
   * @param version as the package's card must say it
   * @param uri https or http, without user, password or token: what a twin says, others read
   * @param digest of the tar file
   * @param bytes its size, 1 byte to 1 GiB
   * @param minRuntime oldest Sitewarden that can serve it, such as {@code 0.1.0}
   */
  record Order(String version, URI uri, Digest digest, long bytes, String minRuntime)
      implements ModelSource {
    private static final long MOST_BYTES = 1L << 30;
    private static final Set<String> SCHEMES = Set.of("https", "http", "file");

    public Order {
      if (version.isBlank()) {
        throw new IllegalArgumentException("model version must not be blank");
      }
      if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
        throw new IllegalArgumentException(
            "model uri must be https, http or file, got scheme '%s'".formatted(uri.getScheme()));
      }
      if (uri.getUserInfo() != null || uri.getQuery() != null) {
        throw new IllegalArgumentException(
            "model uri must hold no user, password or query: everybody who reads the twin reads them");
      }
      if (bytes < 1 || bytes > MOST_BYTES) {
        throw new IllegalArgumentException(
            "model size must be 1..%d bytes, got %d".formatted(MOST_BYTES, bytes));
      }
    }
  }
}
