package dev.sitewarden.hub.twin;

import dev.sitewarden.hub.identity.RefusedException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/** One identity's twin. Immutable: a change gives a new one. */
public final class Twin {
  private final JsonObject tags;
  private final TwinSection desired;
  private final TwinSection reported;
  private final long version;
  private final long serviceChanges;

  private Twin(
      JsonObject tags,
      TwinSection desired,
      TwinSection reported,
      long version,
      long serviceChanges) {
    this.tags = tags;
    this.desired = desired;
    this.reported = reported;
    this.version = version;
    this.serviceChanges = serviceChanges;
  }

  /** The twin of an identity about which nothing was said yet. */
  static Twin empty(Instant now) {
    return new Twin(
        new JsonObject(), TwinSection.empty(now, true), TwinSection.empty(now, false), 1, 1);
  }

  /** What {@link #stored()} wrote. */
  static Twin restored(JsonObject stored) {
    return new Twin(
        Objects.requireNonNull(stored.getJsonObject("tags")),
        TwinSection.restored(stored.getJsonObject("desired"), true),
        TwinSection.restored(stored.getJsonObject("reported"), false),
        stored.getLong("version"),
        stored.getLong("serviceChanges"));
  }

  JsonObject stored() {
    return new JsonObject()
        .put("tags", tags.copy())
        .put("desired", desired.stored())
        .put("reported", reported.stored())
        .put("version", version)
        .put("serviceChanges", serviceChanges);
  }

  /** Grows with every change of any part. */
  public long version() {
    return version;
  }

  /** Grows with every change of the desired properties. */
  public long desiredVersion() {
    return desired.version();
  }

  /** Grows with every change of the reported properties. */
  public long reportedVersion() {
    return reported.version();
  }

  /** Changes with tags and desired properties: what the service side may have read and changed. */
  public String etag() {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(serviceChanges).array());
  }

  /** A copy of the tags. */
  public JsonObject tags() {
    return tags.copy();
  }

  /** {@code {"desired":{..,"$version"},"reported":{..,"$version"}}}. */
  JsonObject forDevice() {
    return new JsonObject()
        .put("desired", desired.forDevice())
        .put("reported", reported.forDevice());
  }

  /** {@code {"desired":{..,"$metadata","$version"},"reported":{..}}}. */
  public JsonObject properties() {
    return new JsonObject()
        .put("desired", desired.forService())
        .put("reported", reported.forService());
  }

  /** The desired properties without their metadata. */
  public JsonObject desired() {
    return desired.content();
  }

  /** The twin after the device reported the patch. */
  Twin reporting(JsonObject patch, Instant now) {
    TwinText.require(patch);
    TwinSection next = reported.merged(patch, now);
    TwinText.requireSize("reported properties", next.content(), TwinText.MAX_PROPERTIES_BYTES);
    return new Twin(tags, desired, next, version + 1, serviceChanges);
  }

  /** The twin after a change by the service side. */
  Twin changed(TwinChange change, Instant now) {
    JsonObject newTags = change.tags().map(t -> tagsAfter(change, t)).orElse(tags);
    TwinText.requireSize("tags", newTags, TwinText.MAX_TAGS_BYTES);
    TwinSection next = change.desired().map(d -> desiredAfter(change, d, now)).orElse(desired);
    TwinText.requireSize("desired properties", next.content(), TwinText.MAX_PROPERTIES_BYTES);
    return new Twin(newTags, next, reported, version + 1, serviceChanges + 1);
  }

  private JsonObject tagsAfter(TwinChange change, JsonObject given) {
    return switch (change) {
      case TwinChange.Patch patch -> MergePatch.merged(tags, given);
      case TwinChange.Replacement replacement -> MergePatch.merged(new JsonObject(), given);
    };
  }

  private TwinSection desiredAfter(TwinChange change, JsonObject given, Instant now) {
    return switch (change) {
      case TwinChange.Patch patch -> desired.merged(given, now);
      case TwinChange.Replacement replacement -> desired.replaced(given, now);
    };
  }

  /** Refuses with 412 unless the etag is the current one, or any ({@code *}). */
  void requireMatch(Object whose, String etag) {
    String wanted = etag.replace("\"", "");
    if (!wanted.equals("*") && !wanted.equals(etag())) {
      throw RefusedException.changedMeanwhile("the twin of " + whose, wanted, etag());
    }
  }
}
