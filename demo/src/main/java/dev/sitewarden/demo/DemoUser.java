package dev.sitewarden.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A demo user whose password the cloud made at its first start. */
record DemoUser(String name, String password) {

  static DemoUser siteEngineer(Path data) {
    Path file = data.resolve("cloud/users.properties");
    Properties users = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      users.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the demo users of %s failed".formatted(file), e);
    }
    return new DemoUser("engineer", users.getProperty("engineer", ""));
  }
}
