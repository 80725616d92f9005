package dev.sitewarden.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of a settings document, turned to everything that it must not be. */
class WrongKnobsTest {
  private static final List<Object> NO_TEXTS = List.of(7L, true, List.of(), Map.of());
  private static final List<Object> NO_NUMBERS =
      List.of(
          "7",
          true,
          List.of(),
          Map.of(),
          -1L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          1e300,
          -0.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);
  private static final List<Object> NO_TRUTHS = List.of("true", 1L, List.of(), Map.of());
  private static final List<Object> NO_LISTS = List.of("x", 7L, true, Map.of());
  private static final List<Object> NO_OBJECTS = List.of("x", 7L, true, List.of());

  /** Names that stand for themselves take any key. */
  private static final List<String> OF_NAMES = List.of("cameras", "zones", "zones.gate", "rules");

  private static Map<String, Object> whole() {
    return DesiredPropertiesCodec.parse(document());
  }

  private static byte[] document() {
    try (InputStream in = WrongKnobsTest.class.getResourceAsStream("/settings/every-key.json")) {
      return new String(in.readAllBytes(), UTF_8).strip().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theDocumentItselfIsRight() {
    assertThat(DesiredPropertiesCodec.read(whole()).cameras()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("turned")
  void itsKeyIsNamedInOneSentence(List<Object> path, Object wrong) {
    Map<String, Object> document = whole();
    put(document, path, wrong);

    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> DesiredPropertiesCodec.read(document));

    assertThat(refusal).as("%s = %s is refused", path, wrong).isNotNull();
    assertThat(refusal.getMessage())
        .contains(lastName(path))
        .contains(String.valueOf(path.getFirst()))
        .doesNotContain("\n")
        .hasSizeLessThan(500);
  }

  static List<Arguments> turned() {
    List<Arguments> cases = new ArrayList<>();
    walk(new ArrayList<>(), whole(), cases);
    assertThat(cases).hasSizeGreaterThan(400);
    return cases;
  }

  private static void walk(List<Object> path, Object value, List<Arguments> cases) {
    switch (value) {
      case Map<?, ?> map -> {
        turn(path, NO_OBJECTS, cases);
        map.forEach((key, child) -> walk(longer(path, key), child, cases));
        if (!OF_NAMES.contains(dotted(path))) {
          turn(longer(path, "frobnicate"), List.of(7L), cases);
        }
      }
      case List<?> list -> {
        turn(path, NO_LISTS, cases);
        for (int i = 0; i < list.size(); i++) {
          walk(longer(path, i), list.get(i), cases);
        }
      }
      case String text -> turn(path, NO_TEXTS, cases);
      case Boolean truth -> turn(path, NO_TRUTHS, cases);
      default -> turn(path, NO_NUMBERS, cases);
    }
  }

  private static void turn(List<Object> path, List<Object> wrong, List<Arguments> cases) {
    if (!path.isEmpty()) {
      wrong.forEach(value -> cases.add(Arguments.of(path, value)));
    }
  }

  private static List<Object> longer(List<Object> path, Object next) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(next);
    return longer;
  }

  private static String dotted(List<Object> path) {
    return String.join(".", path.stream().map(String::valueOf).toList());
  }

  /** Elements of a list are complained about under the list's name. */
  private static String lastName(List<Object> path) {
    return path.stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // as parsed
  private static void put(Object at, List<Object> path, Object value) {
    Object step = path.getFirst();
    if (path.size() > 1) {
      put(child(at, step), path.subList(1, path.size()), value);
    } else if (step instanceof Integer index) {
      ((List<Object>) at).set(index, value);
    } else {
      ((Map<String, Object>) at).put((String) step, value);
    }
  }

  private static Object child(Object at, Object step) {
    Object child =
        step instanceof Integer index ? ((List<?>) at).get(index) : ((Map<?, ?>) at).get(step);
    return Objects.requireNonNull(child);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] json = document();
    for (int length = 0; length < json.length; length++) {
      byte[] cut = Arrays.copyOf(json, length);
      assertThat(
              catchThrowableOfType(
                  IllegalArgumentException.class, () -> DesiredPropertiesCodec.read(cut)))
          .as("cut to %d bytes", length)
          .isNotNull()
          .hasMessageContaining("message");
    }
  }

  @Test
  void everyKeyThatIsLeftOutHasADefaultOrIsNamed() {
    for (String key : whole().keySet()) {
      Map<String, Object> document = new LinkedHashMap<>(whole());
      document.remove(key);
      IllegalArgumentException refusal =
          catchThrowableOfType(
              IllegalArgumentException.class, () -> DesiredPropertiesCodec.read(document));
      if (List.of("model", "cameras").contains(key)) {
        assertThat(refusal).hasMessageContaining(key + " is missing");
      } else if (key.equals("rules")) {
        assertThat(refusal).hasMessageContaining("zones.gate.hazard.rules names 'bare'");
      } else {
        assertThat(refusal).as(key).isNull();
      }
    }
  }
}
