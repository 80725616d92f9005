package dev.sitewarden.edge.hub;

import dev.sitewarden.edge.identity.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account of Azure Storage, or of the Blob Storage on IoT Edge module, and the container in it
 * that takes evidence.
 *
 * @param endpoint of the account: {@code http://blobs:11002/account}, as the module has it, or
 *     {@code https://account.blob.core.windows.net}
 * @param access what lets this device in
 */
public record BlobStorageConfig(URI endpoint, String container, BlobAccess access) {
  private static final Pattern CONTAINER = Pattern.compile("[a-z0-9](-?[a-z0-9])*");

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9-]+");

  public BlobStorageConfig {
    if (!CONTAINER.matcher(container).matches()
        || container.length() < 3
        || container.length() > 63) {
      throw new IllegalArgumentException(
          "blob-container must be 3..63 small letters, digits and single hyphens, got '%s'"
              .formatted(container));
    }
  }

  /**
   * With the account's key or a shared access signature, of which one must be named.
   *
   * @param keyFile base64
   * @param sasFile {@code sv=..&sig=..}
   */
  public static BlobStorageConfig read(
      String endpoint, String container, Optional<Path> keyFile, Optional<Path> sasFile) {
    URI address = requireEndpoint(endpoint);
    if (keyFile.isPresent() == sasFile.isPresent()) {
      throw new IllegalArgumentException(
          "name --blob-key FILE, the account's key, or --blob-sas FILE, a shared access signature");
    }
    BlobAccess access =
        keyFile
            .<BlobAccess>map(
                file ->
                    new SharedKey(account(address), SecretFile.read(file, "account key").strip()))
            .orElseGet(() -> new SharedAccess(SecretFile.read(sasFile.get(), "signature").strip()));
    return new BlobStorageConfig(address, container, access);
  }

  private static URI requireEndpoint(String text) {
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI address = URI.create(trimmed);
      boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (isWeb && address.getHost() != null && address.getRawQuery() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "blob-endpoint must be an address such as http://blobs:11002/account, got '%s'"
            .formatted(text));
  }

  /** The path's first part, or else the host's. */
  private static String account(URI endpoint) {
    Matcher part = PART.matcher(endpoint.getRawPath() + "/" + endpoint.getHost());
    return part.find() ? part.group() : endpoint.getHost();
  }
}
