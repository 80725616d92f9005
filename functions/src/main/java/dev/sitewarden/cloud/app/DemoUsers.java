package dev.sitewarden.cloud.app;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The users of a cloud that nobody set up: a site engineer and an auditor, with passwords made at
 * the first start. They are for loopback, so their passwords may lie in a file of the owner's.
 */
final class DemoUsers {
  private static final Map<String, String> ROLES =
      new TreeMap<>(Map.of("engineer", "site-engineer", "auditor", "auditor"));

  private final Map<String, String> passwords;

  private DemoUsers(Map<String, String> passwords) {
    this.passwords = Map.copyOf(passwords);
  }

  /** The users in the file ({@code name=password} lines); made if there is none. */
  static DemoUsers in(Path file) {
    if (!Files.exists(file)) {
      String lines =
          ROLES.keySet().stream()
              .map(name -> name + "=" + Secrets.password() + "\n")
              .collect(Collectors.joining());
      DataFolder.writePrivate(file, lines);
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(DataFolder.read(file)));
    } catch (IOException e) {
      throw new StartException("reading the users in %s failed".formatted(file), e);
    }
    Map<String, String> passwords = new TreeMap<>();
    for (String name : ROLES.keySet()) {
      String password = properties.getProperty(name, "");
      if (!password.isBlank()) {
        passwords.put(name, password);
      }
    }
    return new DemoUsers(passwords);
  }

  /** The user's role, if there is such a user and this is his password. */
  Optional<String> roleOf(String name, String password) {
    byte[] given = password.getBytes(StandardCharsets.UTF_8);
    byte[] known = passwords.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, known) ? roleOf(name) : Optional.empty();
  }

  /** The role of a user who signed in before. */
  Optional<String> roleOf(String name) {
    return passwords.containsKey(name) ? Optional.ofNullable(ROLES.get(name)) : Optional.empty();
  }

  /** One line a user, for the console. */
  String shown() {
    return passwords.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(user -> "user %s / %s".formatted(user.getKey(), user.getValue()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
