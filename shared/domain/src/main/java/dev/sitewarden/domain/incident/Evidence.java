package dev.sitewarden.domain.incident;

import dev.sitewarden.domain.model.Digest;

/** One stored file that shows what happened; {@code path} is where it lies in the blob store. */
public record Evidence(Kind kind, String path, long bytes, Digest digest) {
  /** What a piece of evidence is, and under which name and type it is stored. */
  public enum Kind {
    SNAPSHOT("snapshot.jpg", "image/jpeg"),
    CLIP("clip.mp4", "video/mp4"),
    DETECTIONS("detections.json", "application/json"),
    /** The snapshot, made small for lists. */
    THUMBNAIL("thumbnail.jpg", "image/jpeg");

    private final String fileName;
    private final String contentType;

    Kind(String fileName, String contentType) {
      this.fileName = fileName;
      this.contentType = contentType;
    }

    public String fileName() {
      return fileName;
    }

    public String contentType() {
      return contentType;
    }
  }

  public Evidence {
    if (bytes < 1) {
      throw new IllegalArgumentException("evidence %s must not be empty".formatted(path));
    }
    BlobPath.require("evidence", path);
  }
}
