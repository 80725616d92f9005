package dev.sitewarden.cloud.media;

import java.nio.file.Path;

/** A stored file that exists, with its size. */
public record Blob(Path file, long bytes) {}
