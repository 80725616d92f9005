package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.hub.TwinListener;
import dev.sitewarden.edge.models.ModelStatus;
import dev.sitewarden.edge.twin.Acknowledgement;
import dev.sitewarden.edge.twin.ReportedProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the device should do at the moment: its settings file, over which the twin's desired
 * properties lie, key by key of the first level. What is wrong is refused, said, and changes
 * nothing. Any thread.
 */
final class CurrentSettings implements TwinListener {
  private static final Logger LOG = System.getLogger(CurrentSettings.class.getName());
  private static final String MODEL = "model";
  private static final String CHALLENGER = "challenger";

  /** What no version of the desired properties asked for. */
  private static final long OF_THE_FILE = 0;

  /** Who does what the settings say. */
  private record Applier(
      DesiredProperties applied, Consumer<DesiredProperties> redraw, Runnable restart) {}

  private final RunSettings settings;
  private final Path twinFile;
  private final ReportedProperties reported = new ReportedProperties();
  private Map<String, Object> file;
  private Map<String, Object> twin = Map.of();
  private DesiredProperties current;
  private Consumer<byte[]> hub = json -> {};
  private Optional<Models> models = Optional.empty();
  private Optional<Challengers> challengers = Optional.empty();
  private Optional<Applier> applier = Optional.empty();
  private boolean isRestartAsked;

  /**
   * Reads the file, and what the twin said before.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is wrong; both in one sentence for the user
   */
  CurrentSettings(RunSettings settings, Path twinFile) {
    this.settings = settings;
    this.twinFile = twinFile;
    this.file = SettingsFile.tree(settings.file());
    this.current = SettingsFile.read(settings.file());
    recall();
  }

  /** A device that starts while the hub is away does what it was told last. */
  private void recall() {
    if (!Files.exists(twinFile)) {
      return;
    }
    try {
      Map<String, Object> earlier = DesiredPropertiesCodec.parse(Files.readAllBytes(twinFile));
      current = DesiredPropertiesCodec.read(over(file, earlier));
      twin = earlier;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "what the twin said last is left out: {0}", e.getMessage());
    }
  }

  private static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> both = new LinkedHashMap<>(below);
    both.putAll(above);
    return both;
  }

  synchronized DesiredProperties current() {
    return current;
  }

  synchronized void reportTo(Consumer<byte[]> to) {
    hub = to;
  }

  /** Says which models judge what may be watched for, on the thread that owns them. */
  synchronized void judgedBy(Models loaded) {
    models = Optional.of(loaded);
    loaded.known().require(current);
  }

  /** Says who looks after challengers, and tells him at once which one is wanted. */
  synchronized void challengedBy(Challengers by) {
    challengers = Optional.of(by);
    by.follow(current.challenger(), OF_THE_FILE);
  }

  /**
   * Says who does what the settings say, and tells him at once if they have changed since.
   *
   * @param applied what he does at the moment
   * @param redraw takes other zones
   * @param restart makes him ask anew
   */
  synchronized void appliedBy(
      DesiredProperties applied, Consumer<DesiredProperties> redraw, Runnable restart) {
    applier = Optional.of(new Applier(applied, redraw, restart));
    apply();
  }

  private void apply() {
    applier
        .filter(by -> !by.applied().equals(current))
        .ifPresent(
            by -> {
              if (isOtherCameras(by.applied())) {
                by.restart().run();
              } else {
                by.redraw().accept(current);
                applier = Optional.of(new Applier(current, by.redraw(), by.restart()));
              }
            });
  }

  private boolean isOtherCameras(DesiredProperties than) {
    return !current.cameras().equals(than.cameras()) || !current.capture().equals(than.capture());
  }

  /** Whether cameras have changed, or somebody asked for it, so that they must be opened anew. */
  synchronized boolean wantsOtherCamerasThan(DesiredProperties applied) {
    boolean asked = isRestartAsked;
    isRestartAsked = false;
    return asked || isOtherCameras(applied);
  }

  /** Opens all cameras anew, with the settings as they are. */
  synchronized void restartCameras() {
    isRestartAsked = true;
    applier.ifPresent(by -> by.restart().run());
  }

  @Override
  public synchronized void desired(long version, byte[] json) {
    Map<String, Object> said = Map.of();
    try {
      said = DesiredPropertiesCodec.parse(json);
      change(over(file, said));
      DurableFile.write(twinFile, json);
      twin = said;
      acknowledge(said, Acknowledgement.done(version));
      order(said, version);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "desired properties {0} refused: {1}", version, e.getMessage());
      acknowledge(said, Acknowledgement.refused(version, String.valueOf(e.getMessage())));
    }
  }

  private void change(Map<String, Object> tree) {
    DesiredProperties next = DesiredPropertiesCodec.read(tree);
    check(next);
    current = next;
    apply();
  }

  /** What rules may watch for. */
  synchronized List<Label> labels() {
    return models.map(loaded -> loaded.known().all()).orElse(List.of());
  }

  /**
   * Refuses what this device cannot do.
   *
   * @throws IllegalArgumentException in one sentence for the user
   */
  synchronized void check(DesiredProperties desired) {
    models.ifPresent(loaded -> loaded.known().require(desired));
    desired.cameras().forEach(settings::source); // a source or login that cannot be right
  }

  /** The file has changed; what is wrong with it is logged and changes nothing. */
  synchronized void reread() {
    try {
      Map<String, Object> tree = SettingsFile.tree(settings.file());
      change(over(tree, twin));
      file = tree;
      if (!twin.containsKey(CHALLENGER)) {
        challengers.ifPresent(by -> by.follow(current.challenger(), OF_THE_FILE));
      }
      LOG.log(Level.INFO, "settings {0} are in force", settings.file());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "{0}; what was in force stays", e.getMessage());
    }
  }

  private void order(Map<String, Object> said, long version) {
    long by = said.containsKey(CHALLENGER) ? version : OF_THE_FILE;
    challengers.ifPresent(them -> them.follow(current.challenger(), by));
    if (said.containsKey(MODEL)
        && current.model() instanceof ModelSource.Ordered(ModelOrder order)
        && models.isPresent()) {
      models.get().order(order, version);
    }
  }

  private void acknowledge(Map<String, Object> said, Acknowledgement answer) {
    for (String key : said.keySet()) {
      boolean isModel = key.equals(MODEL) || key.equals(CHALLENGER); // it answers by itself
      if (!isModel || answer.code() != ModelStatus.SERVING) {
        reported.put(key, answer);
      }
    }
    hub.accept(reported.toJson());
  }

  /** A model that was ordered got further. */
  synchronized void modelStatus(ModelStatus status) {
    answer(MODEL, status);
  }

  /** So did a challenger; what the file alone wants is nothing that the hub asked for. */
  synchronized void challengerStatus(ModelStatus status) {
    if (status.desiredVersion() != OF_THE_FILE) {
      answer(CHALLENGER, status);
    } else {
      LOG.log(Level.INFO, "challenger: {0} {1}", status.code(), status.text());
    }
  }

  private void answer(String key, ModelStatus status) {
    LOG.log(Level.INFO, "{0} {1}: {2} {3}", key, status.serving(), status.code(), status.text());
    reported.put(
        key,
        new Acknowledgement(
            Optional.of(status.serving()), status.code(), status.desiredVersion(), status.text()));
    hub.accept(reported.toJson());
  }
}
