package dev.sitewarden.cloud.azure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is used of Azure; without any of it everything lies on this machine. */
@ConfigMapping(prefix = "cloud.azure")
public interface AzureConfig {

  /** Whether triggers come by POST, as a custom handler gets them; false for the Java worker. */
  @WithDefault("true")
  boolean triggersArePosted();

  BlobAccess blobs();

  /**
   * Azure's access tiers that are read at once. Colder costs less to keep and more to read; whoever
   * deletes within the least time pays for all of it.
   */
  enum Tier {
    /** 30 days at least, as long as recordings are kept by default. */
    COOL,
    /** 90 days at least. */
    COLD
  }

  /** The containers of evidence and recordings, if they lie in Azure. */
  interface BlobAccess {

    /**
     * The storage account, such as {@code https://NAME.blob.core.windows.net}; who asks is then the
     * managed identity, or on a developer's machine whoever is signed in there.
     */
    Optional<String> endpoint();

    /** Instead of the endpoint: a connection string with a key, as a Key Vault reference. */
    Optional<String> connectionString();

    @WithDefault("media")
    @NotBlank
    String container();

    /** The container of the audit log's anchors, which wants an immutability policy. */
    @WithDefault("anchors")
    @NotBlank
    String anchorsContainer();

    /** The container of recordings in the archive tier. */
    @WithDefault("archive")
    @NotBlank
    String archiveContainer();

    /** How they are kept there. */
    @WithDefault("cool")
    Tier archiveTier();

    /** For how long a link is good; a clip that is being watched needs it that long. */
    @WithDefault("10m")
    @DurationMin(minutes = 1)
    @DurationMax(hours = 1)
    Duration linksLast();
  }
}
