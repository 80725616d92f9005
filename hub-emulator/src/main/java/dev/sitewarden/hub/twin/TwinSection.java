package dev.sitewarden.hub.twin;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The desired or the reported half of a twin: content, when which part of it was written, and a
 * version that every write raises by one. Immutable: what comes out is a copy.
 */
final class TwinSection {
  static final String METADATA = "$metadata";
  static final String VERSION = "$version";
  private static final String LAST_UPDATED = "$lastUpdated";
  private static final String LAST_UPDATED_VERSION = "$lastUpdatedVersion";

  private final JsonObject content;
  private final JsonObject metadata;
  private final long version;
  private final boolean versionedMetadata;

  private TwinSection(
      JsonObject content, JsonObject metadata, long version, boolean versionedMetadata) {
    this.content = content;
    this.metadata = metadata;
    this.version = version;
    this.versionedMetadata = versionedMetadata;
  }

  /** Nothing yet, at version 1; desired properties also note in which version a part was set. */
  static TwinSection empty(Instant now, boolean versionedMetadata) {
    TwinSection section = new TwinSection(new JsonObject(), new JsonObject(), 1, versionedMetadata);
    section.stamp(section.metadata, now, 1);
    return section;
  }

  /** What {@link #stored()} wrote. */
  static TwinSection restored(JsonObject stored, boolean versionedMetadata) {
    return new TwinSection(
        stored.getJsonObject("content"),
        stored.getJsonObject("metadata"),
        stored.getLong("version"),
        versionedMetadata);
  }

  JsonObject stored() {
    return new JsonObject()
        .put("content", content.copy())
        .put("metadata", metadata.copy())
        .put("version", version);
  }

  long version() {
    return version;
  }

  JsonObject content() {
    return content.copy();
  }

  /** As a device reads it: content and version. */
  JsonObject forDevice() {
    return content.copy().put(VERSION, version);
  }

  /** As the service side reads it: content, metadata and version. */
  JsonObject forService() {
    return content.copy().put(METADATA, metadata.copy()).put(VERSION, version);
  }

  /** Lays the patch over the content; null removes what bears its name. */
  TwinSection merged(JsonObject patch, Instant now) {
    return over(content, metadata.copy(), patch, now);
  }

  /** The new content instead of the old one; nulls in it mean nothing. */
  TwinSection replaced(JsonObject whole, Instant now) {
    return over(new JsonObject(), new JsonObject(), whole, now);
  }

  private TwinSection over(JsonObject old, JsonObject notes, JsonObject patch, Instant now) {
    note(notes, patch, now, version + 1);
    return new TwinSection(MergePatch.merged(old, patch), notes, version + 1, versionedMetadata);
  }

  /** Notes for every value of the patch, and for the objects above it, when it was written. */
  private void note(JsonObject notes, JsonObject patch, Instant now, long newVersion) {
    stamp(notes, now, newVersion);
    for (Map.Entry<String, Object> entry : patch) {
      String name = entry.getKey();
      if (entry.getValue() == null) {
        notes.remove(name);
        continue;
      }
      boolean merges = entry.getValue() instanceof JsonObject;
      JsonObject below = notes.getJsonObject(name);
      JsonObject kept = merges && below != null ? below : new JsonObject();
      notes.put(name, kept);
      note(kept, merges ? (JsonObject) entry.getValue() : new JsonObject(), now, newVersion);
    }
  }

  private void stamp(JsonObject notes, Instant now, long newVersion) {
    notes.put(LAST_UPDATED, now.truncatedTo(ChronoUnit.MILLIS).toString());
    if (versionedMetadata) {
      notes.put(LAST_UPDATED_VERSION, newVersion);
    }
  }
}
