package dev.sitewarden.inference.trust;

import java.util.regex.Pattern;

/**
 * A file's place in a package: at the top or one folder down, of letters, digits, dot, dash and
 * underscore. So it names no other folder, no hidden file and nothing that a shell or a file system
 * would understand in its own way.
 *
 * @param value parts joined by {@code /}, at most 100 characters
 */
public record PackagePath(String value) implements Comparable<PackagePath> {
  private static final int MAX_CHARACTERS = 100;
  private static final String PART = "[A-Za-z0-9_][A-Za-z0-9._-]*";
  private static final Pattern PATH = Pattern.compile(PART + "(/" + PART + ")?");

  public PackagePath {
    if (value.length() > MAX_CHARACTERS || !PATH.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a file in a model package is named like model.onnx or golden/1.jpg, got '%s'"
              .formatted(shown(value)));
    }
  }

  private static String shown(String value) {
    String printable = value.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= MAX_CHARACTERS
        ? printable
        : printable.substring(0, MAX_CHARACTERS) + "...";
  }

  @Override
  public int compareTo(PackagePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
