package dev.sitewarden.cloud.app;

import dev.sitewarden.cloud.rights.Role;
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
 * The users of a cloud that nobody set up: one for each role, with passwords made at the first
 * start. They are for loopback, so their passwords may lie in a file of the owner's.
 */
final class DemoUsers {
  private static final Map<String, String> ROLES =
      new TreeMap<>(
          Map.of(
              "engineer", Role.Name.SITE_ENGINEER,
              "auditor", Role.Name.AUDITOR,
              "labeler", Role.Name.LABELER,
              "scientist", Role.Name.DATA_SCIENTIST,
              "iot", Role.Name.IOT_ENGINEER,
              "admin", Role.Name.ADMIN));

  private final Map<String, String> passwords;

  private DemoUsers(Map<String, String> passwords) {
    this.passwords = Map.copyOf(passwords);
  }

  /** The users in the file ({@code name=password} lines); those who are missing are made. */
  static DemoUsers in(Path file) {
    String known = Files.exists(file) ? DataFolder.read(file) : "";
    Properties properties = parse(known, file);
    String missing =
        ROLES.keySet().stream()
            .filter(name -> !properties.containsKey(name)) // an empty one was locked out
            .map(name -> name + "=" + Secrets.password() + "\n")
            .collect(Collectors.joining());
    if (!missing.isEmpty()) {
      DataFolder.writePrivate(file, known.isBlank() ? missing : known.strip() + "\n" + missing);
      properties.putAll(parse(missing, file));
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

  private static Properties parse(String lines, Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(lines));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("reading the users in %s failed".formatted(file), e);
    }
    return properties;
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
