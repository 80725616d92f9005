package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A settings document that a person writes: YAML, of which JSON is a part. */
final class SettingsFile {
  /** A twin holds 32 KB; a file may have comments too. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it says something wrong; both in one sentence for the user
   */
  static DesiredProperties read(Path file) {
    Map<String, Object> tree = tree(file);
    try {
      return DesiredPropertiesCodec.read(tree);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "settings %s rejected: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * What a file says, before anybody looks at its keys.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is no YAML; both in one sentence for the user
   */
  static Map<String, Object> tree(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "settings %s rejected: %s".formatted(file, e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("no settings at %s; check the path".formatted(file), e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(
          "settings %s rejected: it is no text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read settings %s: %s".formatted(file, e), e);
    }
  }

  /**
   * What a text says.
   *
   * @throws IllegalArgumentException if it is no YAML
   */
  static Map<String, Object> parse(String yaml) {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0) // an alias of an alias of ... fills any memory
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      return object("", new Load(settings).loadFromString(yaml));
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(Mark::getLine).map(l -> ", line " + (l + 1)).orElse("");
      throw new IllegalArgumentException("it is no YAML: %s%s".formatted(e.getProblem(), place), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("it is no YAML: " + e.getMessage(), e);
    }
  }

  /**
   * @param path of the object, empty for the document itself
   */
  private static Map<String, Object> object(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("the document must be an object, got %s".formatted(value));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach(
        (key, field) -> {
          if (field != null) {
            fields.put(
                String.valueOf(key), value(path.isEmpty() ? "" + key : path + "." + key, field));
          }
        });
    return fields;
  }

  /** YAML's values as JSON has them. */
  private static Object value(String path, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> object(path, map);
      case List<?> list -> list.stream().map(element -> value(path, element)).toList();
      case Integer number -> number.longValue();
      case String text -> text;
      case Long number -> number;
      case BigInteger number -> number.doubleValue(); // as JSON has it
      case Double number -> number;
      case Boolean yes -> yes;
      case null -> throw new IllegalArgumentException(path + " has an empty element");
      default ->
          throw new IllegalArgumentException(
              "%s must be a text, number, yes or no, got a %s"
                  .formatted(path, value.getClass().getSimpleName()));
    };
  }
}
