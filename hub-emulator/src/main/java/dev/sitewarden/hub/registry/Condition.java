package dev.sitewarden.hub.registry;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What a query or a deployment asks of a twin. */
sealed interface Condition {
  /** Holds for every twin: {@code *}. */
  record Always() implements Condition {}

  /** Both hold. */
  record And(Condition left, Condition right) implements Condition {}

  /** At least one holds. */
  record Or(Condition left, Condition right) implements Condition {}

  /** The other does not hold. */
  record Not(Condition inner) implements Condition {}

  /** There is something at the path. */
  record Defined(String path) implements Condition {}

  /** The value at the path is one of these. */
  record In(String path, List<Object> values) implements Condition {
    public In {
      values = List.copyOf(values);
    }
  }

  /**
   * The value at the path compares with the other as the sign says; without a value it is false.
   */
  record Compared(String path, String sign, Object value) implements Condition {}

  /** Whether the twin's document fulfils it. */
  default boolean holds(JsonObject twin) {
    return switch (this) {
      case Always() -> true;
      case And(var left, var right) -> left.holds(twin) && right.holds(twin);
      case Or(var left, var right) -> left.holds(twin) || right.holds(twin);
      case Not(var inner) -> !inner.holds(twin);
      case Defined(var path) -> at(twin, path).isPresent();
      case In(var path, var values) ->
          at(twin, path).filter(found -> values.stream().anyMatch(v -> same(found, v))).isPresent();
      case Compared(var path, var sign, var value) ->
          at(twin, path).filter(found -> compares(found, sign, value)).isPresent();
    };
  }

  private static Optional<Object> at(JsonObject twin, String path) {
    Object found = twin;
    for (String name : path.split("\\.", -1)) {
      found = found instanceof JsonObject object ? object.getValue(name) : null;
    }
    return Optional.ofNullable(found);
  }

  private static boolean compares(Object found, String sign, Object value) {
    if (sign.equals("=")) {
      return same(found, value);
    }
    if (sign.equals("!=") || sign.equals("<>")) {
      return !same(found, value);
    }
    Optional<Integer> order = order(found, value);
    return order.isPresent()
        && switch (sign) {
          case "<" -> order.get() < 0;
          case "<=" -> order.get() <= 0;
          case ">" -> order.get() > 0;
          case ">=" -> order.get() >= 0;
          default -> throw new IllegalStateException("no such comparison: " + sign);
        };
  }

  private static boolean same(Object found, Object value) {
    return order(found, value).map(o -> o == 0).orElseGet(() -> found.equals(value));
  }

  private static Optional<Integer> order(Object found, Object value) {
    if (found instanceof Number left && value instanceof Number right) {
      return Optional.of(Double.compare(left.doubleValue(), right.doubleValue()));
    }
    return found instanceof String left && value instanceof String right
        ? Optional.of(left.compareTo(right))
        : Optional.empty();
  }
}
