package dev.sitewarden.edge.app;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Anchor;
import dev.sitewarden.domain.vision.Rule;
import dev.sitewarden.domain.vision.Rule.ObjectPresent;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A camera's zones as a person writes them: one object, or an array of them.
 *
 * <pre>{"name": "hazard-zone", "polygon": [[0.2, 0.5], [0.7, 0.5], [0.6, 0.3]],
 *  "id": "hazard-zone", "anchor": "centre",
 *  "rules": [{"id": "missing-ppe", "labels": ["head"], "at_least": 3, "out_of": 5,
 *             "cooldown_s": 10}]}</pre>
 *
 * Name and polygon are required; the rest defaults to what is shown, the id to the name.
 */
final class ZonesFile {
  private static final JsonFactory JSON = new JsonFactory();

  private ZonesFile() {}

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is no list of zones; both in one sentence for the user
   */
  static List<Zone> read(Path file) {
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      json.nextToken();
      Object content = value(json);
      List<?> all = content instanceof List<?> list ? list : List.of(content);
      List<Zone> zones = new ArrayList<>();
      for (Object one : all) {
        zones.add(zone(object(one)));
      }
      return requireDistinct(zones);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "zones file %s is not JSON: %s, line %d"
              .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("no zones file at %s; check the path".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "zones file %s rejected: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read zones file %s: %s".formatted(file, e), e);
    }
  }

  private static List<Zone> requireDistinct(List<Zone> zones) {
    long ids = zones.stream().map(Zone::id).distinct().count();
    if (zones.isEmpty() || ids != zones.size()) {
      throw new IllegalArgumentException("it must hold zones with different ids, got " + zones);
    }
    return List.copyOf(zones);
  }

  private static Zone zone(Map<String, Object> fields) {
    String name = text(fields, "name");
    String id = fields.containsKey("id") ? text(fields, "id") : name.replaceAll("[^\\w.-]+", "-");
    try {
      return new Zone(new ZoneId(id), name, polygon(fields), anchor(fields), rules(fields));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("zone '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Polygon polygon(Map<String, Object> fields) {
    List<Point> corners = new ArrayList<>();
    for (Object corner : list(fields, "polygon")) {
      if (!(corner instanceof List<?> xy
          && xy.size() == 2
          && xy.get(0) instanceof Number x
          && xy.get(1) instanceof Number y)) {
        throw new IllegalArgumentException("polygon must be [[x, y], ..], got " + corner);
      }
      corners.add(new Point(x.doubleValue(), y.doubleValue()));
    }
    return new Polygon(corners);
  }

  private static Anchor anchor(Map<String, Object> fields) {
    String anchor = fields.containsKey("anchor") ? text(fields, "anchor") : "centre";
    return switch (anchor) {
      case "centre" -> Anchor.CENTRE;
      case "feet" -> Anchor.FEET;
      default ->
          throw new IllegalArgumentException(
              "anchor must be feet or centre, got '%s'".formatted(anchor));
    };
  }

  private static List<Rule> rules(Map<String, Object> fields) {
    if (!fields.containsKey("rules")) {
      return List.of(Rule.missingPpe());
    }
    List<Rule> rules = new ArrayList<>();
    for (Object one : list(fields, "rules")) {
      rules.add(rule(object(one)));
    }
    return rules;
  }

  private static Rule rule(Map<String, Object> fields) {
    ObjectPresent preset = Rule.missingPpe();
    return new ObjectPresent(
        new RuleId(text(fields, "id")),
        list(fields, "labels").stream()
            .map(l -> new Label(l.toString()))
            .collect(Collectors.toSet()),
        (int) number(fields, "at_least", preset.atLeast()),
        (int) number(fields, "out_of", preset.outOf()),
        Duration.ofMillis(
            Math.round(number(fields, "cooldown_s", preset.cooldown().toMillis() / 1e3) * 1000)));
  }

  private static String text(Map<String, Object> fields, String key) {
    if (fields.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'%s' must be a text in %s".formatted(key, fields));
  }

  private static List<?> list(Map<String, Object> fields, String key) {
    if (fields.get(key) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("'%s' must be an array in %s".formatted(key, fields));
  }

  private static double number(Map<String, Object> fields, String key, double otherwise) {
    return fields.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static Map<String, Object> object(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue));
    }
    throw new IllegalArgumentException("expected an object, got " + value);
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (Optional.ofNullable(json.currentToken()).orElse(JsonToken.NOT_AVAILABLE)) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String key = json.currentName();
          json.nextToken();
          fields.put(key, value(json));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(json));
        }
        yield elements;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> String.valueOf(json.getText());
    };
  }
}
