package dev.sitewarden.cloud.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A running cloud, a camera that reports to it, and a phone in a site engineer's hand. */
abstract class PageScene {
  static final String ENGINEER = "engineer";
  static final String AUDITOR = "auditor";

  private static Chromium chromium;

  private URI cloud;
  SiteCamera camera;
  Phone phone;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    chromium.close();
  }

  @BeforeEach
  void hand() {
    cloud = setting("test.url", URI.class);
    camera = new SiteCamera(cloud, setting("cloud.media.folder", Path.class));
    phone = anotherPhone();
  }

  @AfterEach
  void putAway() {
    List<String> complaints = phone.complaints();
    phone.close();
    camera.close();
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }

  Phone anotherPhone() {
    return phoneIn(ColorScheme.LIGHT);
  }

  Phone phoneIn(ColorScheme scheme) {
    return chromium.phone(cloud, scheme, "en-GB");
  }

  Phone phoneSpeaking(String language) {
    return chromium.phone(cloud, ColorScheme.LIGHT, language);
  }

  /** Milliseconds are what the wire carries. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** As the cloud wrote it into its file of users at its start. */
  static String passwordOf(String user) {
    Path file = setting("cloud.app.users-file", Path.class);
    Properties users = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      users.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the users in %s failed".formatted(file), e);
    }
    return users.getProperty(user);
  }

  private static <T> T setting(String key, Class<T> type) {
    return ConfigProvider.getConfig().getValue(key, type);
  }
}
