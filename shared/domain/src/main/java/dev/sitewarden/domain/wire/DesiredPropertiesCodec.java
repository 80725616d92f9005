package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.fleet.CaptureSettings;
import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.Mode;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.model.RuntimeVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.vision.Zone;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a device should do; docs/settings.md shows every key. Strict: a key that is not known
 * is refused, for a mistyped rule that nobody notices guards nobody. Any thread.
 */
public final class DesiredPropertiesCodec {
  /** Keys of a document's first level; the hub is told about each by itself. */
  public static final Set<String> KEYS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "model",
                  "person-model",
                  "challenger",
                  "labels",
                  "time-zone",
                  "mode",
                  "cameras",
                  "zones",
                  "rules",
                  "capture")));

  private DesiredPropertiesCodec() {}

  /**
   * The settings in a JSON document.
   *
   * @throws IllegalArgumentException if anything is wrong; the message names the key
   */
  public static DesiredProperties read(byte[] json) {
    return read(JsonText.read(json));
  }

  /**
   * A JSON document as {@link #read(Map)} takes it.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static Map<String, Object> parse(byte[] json) {
    return JsonText.read(json).fields();
  }

  /**
   * The settings in a document that was parsed already, such as from YAML.
   *
   * @param tree values are {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code
   *     List} or {@code Map} with {@code String} keys
   * @throws IllegalArgumentException if anything is wrong; the message names the key
   */
  public static DesiredProperties read(Map<String, Object> tree) {
    return read(new JsonObject(tree));
  }

  private static DesiredProperties read(JsonObject document) {
    document.requireOnly(KEYS.toArray(String[]::new));
    ZoneId timeZone =
        document
            .maybe("time-zone", key -> document.parsed(key, DesiredPropertiesCodec::toTimeZone))
            .orElse(ZoneId.of("UTC"));
    return new DesiredProperties(
        readModel(document.object("model")),
        document.maybe("person-model", document::object).map(DesiredPropertiesCodec::readModel),
        document.maybe("challenger", document::object).map(DesiredPropertiesCodec::readModel),
        document.maybe("labels", key -> readLabels(document, key)).orElse(Set.of()),
        timeZone,
        document.maybe("mode", key -> document.oneOf(key, Mode.values())).orElse(Mode.DETECT),
        CameraReader.readAll(document.object("cameras")),
        readZones(document, new RuleReader(timeZone)),
        document
            .maybe("capture", document::object)
            .map(new CaptureReader(timeZone)::read)
            .orElseGet(CaptureSettings::defaults));
  }

  private static Set<Label> readLabels(JsonObject document, String key) {
    Set<Label> labels = Set.copyOf(document.texts(key, Label::new));
    if (labels.isEmpty()) {
      throw document.broken(key, "must name a label; leave it out to look for all");
    }
    return labels;
  }

  private static ZoneId toTimeZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must name a time zone such as Europe/Berlin, got '%s'".formatted(text), e);
    }
  }

  private static ModelSource readModel(JsonObject model) {
    if (model.has("path")) {
      model.requireOnly("path");
      return model.parsed("path", ModelSource.Local::new);
    }
    model.requireOnly(
        "version", "uri", "sha256", "size", "format", "min-runtime", "allow-rollback");
    String version = model.text("version");
    Digest digest = model.parsed("sha256", Digest::new);
    long bytes = model.wholeNumber("size", 1, ModelOrder.MAX_SIZE);
    String format = model.text("format");
    RuntimeVersion runtime = model.parsed("min-runtime", RuntimeVersion::of);
    boolean back = model.maybe("allow-rollback", model::truth).orElse(false);
    URI uri = model.parsed("uri", DesiredPropertiesCodec::toUri);
    return model.named(
        name ->
            new ModelSource.Ordered(
                new ModelOrder(version, uri, digest, bytes, format, runtime, back)));
  }

  private static URI toUri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("must be an address, got '%s'".formatted(text), e);
    }
  }

  private static Map<CameraId, List<Zone>> readZones(JsonObject document, RuleReader reader) {
    var rules = new RulesReader(document.maybe("rules", document::object), reader);
    Map<CameraId, List<Zone>> zones = new LinkedHashMap<>();
    Optional<JsonObject> byCamera = document.maybe("zones", document::object);
    for (JsonObject ofCamera : byCamera.map(JsonObject::objects).orElse(List.of())) {
      List<Zone> drawn = new ArrayList<>();
      for (JsonObject zone : ofCamera.objects()) {
        drawn.add(rules.readZone(zone));
      }
      zones.put(ofCamera.named(CameraId::new), drawn);
    }
    return zones;
  }
}
