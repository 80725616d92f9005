package dev.sitewarden.cloud.notify;

import java.util.regex.Pattern;

/** How people are named: as they sign in. */
final class People {
  /** The shape of a user's name. */
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

  private static final Pattern SHAPE = Pattern.compile(NAME);

  private People() {}

  /** Refuses what is no user's name. */
  static void require(String what, String name) {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be the name of a user, of letters, digits and ._@-, got '%s'"
              .formatted(what, name));
    }
  }
}
