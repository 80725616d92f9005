package dev.sitewarden.cloud.app;

import java.net.BindException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in one sentence why the server did not start, where the reason is the user's to change. */
final class StartFailure {
  private static final int DEEPEST_CAUSE = 20;

  private StartFailure() {}

  /** The sentence, or empty if this is a mistake of ours whose stack trace somebody needs. */
  static Optional<String> sentence(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      String name = cause.getClass().getSimpleName();
      if (cause instanceof BindException || name.equals("QuarkusBindException")) {
        return Optional.of("the port is taken: choose another with --port.");
      }
      if (name.contains("Config")) {
        return Optional.of("a setting is wrong: " + oneLine(cause));
      }
      if (name.startsWith("Flyway")) {
        return Optional.of("the database cannot be used: " + oneLine(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static String oneLine(Throwable cause) {
    return String.valueOf(cause.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
