package dev.sitewarden.cloud.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A data folder of its own, with a real database, for the tests that start the application. */
public final class EmbeddedCloud implements QuarkusTestResourceLifecycleManager {
  /**
   * Everybody's cloud is started beside that of one test: its settings hold, whichever comes last.
   */
  private static volatile Map<String, String> ofTest = Map.of();

  private Optional<DataFolder> folder = Optional.empty();
  private Optional<EmbeddedDatabase> database = Optional.empty();
  private Path data = Path.of("");
  private boolean isOfTest;

  /** Settings that one test wants otherwise. */
  @Override
  public void init(Map<String, String> settings) {
    isOfTest = !settings.isEmpty();
    if (isOfTest) {
      ofTest = Map.copyOf(settings);
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      data = Files.createTempDirectory(Path.of("target"), "cloud-").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DataFolder own = DataFolder.open(data);
    folder = Optional.of(own);
    EmbeddedDatabase running = EmbeddedDatabase.start(own);
    database = Optional.of(running);
    Map<String, String> settings = new HashMap<>(running.settings());
    settings.put("quarkus.http.auth.session.encryption-key", Secrets.key(own.own("session.key")));
    Path users = own.own("users.properties");
    DemoUsers.in(users);
    settings.put("cloud.app.users-file", users.toString());
    settings.put("cloud.media.folder", own.blobs().toString());
    settings.put("cloud.notify.page-url", "http://127.0.0.1:8080/");
    settings.put("cloud.notify.link-key", Secrets.key(own.own("link.key")));
    settings.put("cloud.notify.storm-size", "100000"); // all tests' incidents are one person's
    CloudMain.makeAuditKey(own.own("audit.key"));
    settings.put("cloud.audit.key-file", own.own("audit.key").toString());
    settings.put("cloud.audit.anchors-file", own.own("audit.anchors").toString());
    settings.put("cloud.archive.folder", own.archive().toString());
    settings.put("test.data", data.toString());
    settings.put("cloud.incident.merge-within", "0s"); // most tests' incidents are seconds apart
    settings.putAll(ofTest);
    return settings;
  }

  @Override
  public void stop() {
    database.ifPresent(EmbeddedDatabase::close);
    folder.ifPresent(DataFolder::close);
    if (isOfTest) {
      ofTest = Map.of();
    }
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
