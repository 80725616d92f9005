package dev.sitewarden.edge.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.disk.DurableFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Zones and rules in the settings file. A change is checked as a whole document, replaces the file
 * as one step and is then put in force. Comments stay, except those inside {@code zones} and {@code
 * rules}; a document that is no block YAML loses them all. What the hub ordered is shown and cannot
 * be changed here, for it would hide the change.
 */
public final class SettingsZones implements ZoneStore {
  private static final JsonFactory JSON = new JsonFactory();

  /** Keys of the settings document that a drawing consists of. */
  private static final List<String> DRAWN = List.of("zones", "rules");

  private final Path file;
  private final Function<String, Map<String, Object>> parse;
  private final DeviceSettings device;

  /**
   * @param parse reads YAML, and JSON as a part of it; says what is wrong in an {@link
   *     IllegalArgumentException}
   */
  public SettingsZones(
      Path file, Function<String, Map<String, Object>> parse, DeviceSettings device) {
    this.file = file;
    this.parse = parse;
    this.device = device;
  }

  @Override
  public synchronized Drawing read(CameraId camera) {
    String text = text();
    Map<String, Object> settings = inForce(parse.apply(text));
    Map<String, Object> drawing =
        Map.of(
            "zones", object(object(settings, "zones"), camera.value()),
            "rules", object(settings, "rules"));
    List<String> known = device.labels().stream().map(Label::value).toList();
    return new Drawing(json(drawing), version(text), known, readOnly());
  }

  private Map<String, Object> inForce(Map<String, Object> settings) {
    Map<String, Object> both = new LinkedHashMap<>(settings);
    both.putAll(device.ordered());
    return both;
  }

  private Optional<String> readOnly() {
    List<String> ordered = DRAWN.stream().filter(device.ordered()::containsKey).toList();
    if (!ordered.isEmpty()) {
      return Optional.of(
          "The hub ordered this device's %s, which hide those of %s: change them in its twin."
              .formatted(String.join(" and ", ordered), file));
    }
    return Files.isWritable(folder())
        ? Optional.empty()
        : Optional.of(
            "The settings lie in %s, where this process may not write: change them there."
                .formatted(folder()));
  }

  @Override
  public synchronized Outcome write(CameraId camera, String version, String json) {
    Optional<String> readOnly = readOnly();
    if (readOnly.isPresent()) {
      return new Outcome.Refused(readOnly.get());
    }
    String text = text();
    if (!version(text).equals(version)) {
      return new Outcome.Stale(version(text));
    }
    try {
      Map<String, Object> drawing = parse.apply(json);
      requireShape(drawing);
      String changed = changed(text, camera, drawing);
      device.check(DesiredPropertiesCodec.read(inForce(parse.apply(changed))));
      DurableFile.write(file, changed.getBytes(StandardCharsets.UTF_8));
      device.reread();
      return new Outcome.Written(version(changed));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static void requireShape(Map<String, Object> drawing) {
    if (!drawing.keySet().equals(Set.copyOf(DRAWN))) {
      throw new IllegalArgumentException(
          "a drawing has zones and rules, this has " + drawing.keySet());
    }
  }

  private String changed(String text, CameraId camera, Map<String, Object> drawing) {
    Map<String, Object> settings = new LinkedHashMap<>(parse.apply(text));
    Map<String, Object> zones = new LinkedHashMap<>(object(settings, "zones"));
    put(zones, camera.value(), object(drawing, "zones"));
    put(settings, "zones", zones);
    put(settings, "rules", object(drawing, "rules"));
    String patched =
        SettingsText.replace(
            SettingsText.replace(text, "zones", zones), "rules", object(drawing, "rules"));
    return says(patched, settings) ? patched : SettingsText.write(settings);
  }

  /** A text in another style than ours may not come out as it should. */
  private boolean says(String text, Map<String, Object> settings) {
    try {
      return parse.apply(text).equals(settings);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void put(Map<String, Object> fields, String key, Map<String, Object> value) {
    if (value.isEmpty()) {
      fields.remove(key);
    } else {
      fields.put(key, value);
    }
  }

  private static Map<String, Object> object(Map<String, Object> fields, String key) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (fields.get(key) instanceof Map<?, ?> found) {
      found.forEach((name, value) -> object.put(String.valueOf(name), value));
    } else if (fields.containsKey(key)) {
      throw new IllegalArgumentException(
          "%s must be an object, got %s".formatted(key, fields.get(key)));
    }
    return object;
  }

  private Path folder() {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read settings %s: %s".formatted(file, e), e);
    }
  }

  private static String version(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String json(Map<String, Object> tree) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(tree, json);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory failed", e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var field : map.entrySet()) {
          json.writeFieldName(String.valueOf(field.getKey()));
          write(field.getValue(), json);
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(element, json);
        }
        json.writeEndArray();
      }
      case Number number -> json.writeNumber(number.toString());
      case Boolean yes -> json.writeBoolean(yes);
      default -> json.writeString(value.toString());
    }
  }
}
