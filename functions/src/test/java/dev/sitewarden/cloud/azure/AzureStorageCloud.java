package dev.sitewarden.cloud.azure;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of a cloud whose evidence and recordings lie in Azure's blob storage. */
public final class AzureStorageCloud implements QuarkusTestResourceLifecycleManager {
  private static final String CONNECTION = "cloud.azure.blobs.connection-string";

  private Optional<Azurite> azurite = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      Azurite storage =
          Azurite.start(Files.createTempDirectory(Path.of("target"), "azurite-").toAbsolutePath());
      azurite = Optional.of(storage);
      BlobServiceClient client = client(storage.connectionString());
      client.createBlobContainer("media");
      client.createBlobContainer("archive");
      client.createBlobContainer("anchors");
      return Map.of(
          CONNECTION,
          storage.connectionString(),
          "cloud.azure.blobs.endpoint", // what the pages may show things from
          storage.origin());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The storage that the application under test was told of. */
  public static BlobServiceClient client() {
    return client(ConfigProvider.getConfig().getValue(CONNECTION, String.class));
  }

  private static BlobServiceClient client(String connection) {
    return new BlobServiceClientBuilder()
        .connectionString(connection)
        .retryOptions(Azurite.patience())
        .buildClient();
  }

  @Override
  public void stop() {
    azurite.ifPresent(Azurite::close);
  }
}
