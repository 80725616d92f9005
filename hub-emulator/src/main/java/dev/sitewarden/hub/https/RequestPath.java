package dev.sitewarden.hub.https;

import dev.sitewarden.hub.identity.PercentText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of a request's path, percent-decoded: {@code [devices, pi-1, files]}. */
public record RequestPath(List<String> parts) {
  public RequestPath {
    parts = List.copyOf(parts);
  }

  static RequestPath parse(String path) {
    return new RequestPath(
        Arrays.stream(path.substring(1).split("/", -1)).map(PercentText::decode).toList());
  }

  /**
   * The parts that stand at the pattern's braces, if the rest is as in the pattern: {@code
   * devices/{}/files} gives {@code [pi-1]}.
   */
  public Optional<List<String>> match(String pattern) {
    String[] wanted = pattern.split("/", -1);
    if (wanted.length != parts.size()) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("{}")) {
        found.add(parts.get(i));
      } else if (!wanted[i].equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(found));
  }
}
