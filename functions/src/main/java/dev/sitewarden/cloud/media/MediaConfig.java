package dev.sitewarden.cloud.media;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Settings of the blob folder. */
@ConfigMapping(prefix = "cloud.media")
interface MediaConfig {

  /** The folder that the hub writes uploads to; normally {@code blobs} in the data folder. */
  Path folder();
}
