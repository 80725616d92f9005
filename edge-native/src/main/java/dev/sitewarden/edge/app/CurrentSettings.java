package dev.sitewarden.edge.app;

import dev.sitewarden.domain.fleet.DesiredProperties;
import dev.sitewarden.domain.fleet.ModelSource;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelOrder;
import dev.sitewarden.domain.wire.DesiredPropertiesCodec;
import dev.sitewarden.edge.hub.TwinListener;
import dev.sitewarden.edge.live.DeviceSettings;
import dev.sitewarden.edge.models.ModelStatus;
import dev.sitewarden.edge.twin.Acknowledgement;
import dev.sitewarden.edge.twin.ReportedProperties;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the device should do at the moment: its settings file, over which the twin's desired
 * properties lie, key by key of the first level. What is wrong is refused, said, and changes
 * nothing. What turns out not to work is given up for what did before, and then for the file alone,
 * so that no message from the hub can keep a device from starting. Any thread.
 */
final class CurrentSettings implements TwinListener, DeviceSettings {
  private static final Logger LOG = System.getLogger(CurrentSettings.class.getName());
  private static final String MODEL = "model";
  private static final String CHALLENGER = "challenger";

  /** What no version of the desired properties asked for. */
  private static final long OF_THE_FILE = 0;

  /** Who does what the settings say. */
  private record Applier(
      DesiredProperties applied, Consumer<DesiredProperties> redraw, Runnable restart) {}

  /** What the twin wanted and could not be done, and why. */
  private record Failed(Map<String, Object> wanted, String reason) {}

  private final RunSettings settings;
  private final KeptTwin kept;
  private final ReportedProperties reported = new ReportedProperties(DesiredPropertiesCodec.KEYS);
  private Map<String, Object> file;
  private Map<String, Object> twin = Map.of();
  private DesiredProperties current;
  private Consumer<byte[]> hub = json -> {};
  private Optional<Models> models = Optional.empty();
  private Optional<Challengers> challengers = Optional.empty();
  private Optional<Applier> applier = Optional.empty();
  private Optional<byte[]> unproved = Optional.empty();
  private Optional<Failed> failed = Optional.empty();
  private long version = OF_THE_FILE;
  private boolean isRestartAsked;

  /**
   * Reads the file, and what the twin said before.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is wrong; both in one sentence for the user
   */
  CurrentSettings(RunSettings settings, Path twinFile) {
    this.settings = settings;
    this.kept = new KeptTwin(twinFile);
    this.file = SettingsFile.tree(settings.file());
    this.current = SettingsFile.read(settings.file());
    recall(kept.read());
  }

  /** Goes by what the twin said earlier, if it fits the file, and else by the file alone. */
  private void recall(Map<String, Object> earlier) {
    try {
      current = DesiredPropertiesCodec.read(over(file, earlier));
      twin = earlier;
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "what the twin said last is left out: {0}", e.getMessage());
      current = DesiredPropertiesCodec.read(file);
      twin = Map.of();
    }
  }

  /**
   * What is wanted cannot be done: goes back to what worked before.
   *
   * @param reason one sentence
   * @return false if there is nothing to go back to, since the twin wants nothing
   */
  synchronized boolean fallBack(String reason) {
    if (twin.isEmpty()) {
      return false;
    }
    LOG.log(Level.WARNING, "{0}; what the twin wants is given up for what worked before", reason);
    Map<String, Object> bad = twin;
    failed = Optional.of(new Failed(bad, reason));
    if (unproved.isEmpty()) { // it worked once, and does not any more
      kept.remove();
    }
    unproved = Optional.empty();
    applier = Optional.empty();
    recall(kept.read());
    acknowledge(bad, Acknowledgement.failed(version, reason));
    return true;
  }

  /** What is in force has proved to work, so the next start may rely on it. */
  private void prove() {
    try {
      unproved.ifPresent(kept::write);
      unproved = Optional.empty();
    } catch (UncheckedIOException e) { // it is in force all the same, and the hub says it again
      LOG.log(Level.WARNING, e.getMessage());
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
    if (applier.isEmpty()) {
      return; // nothing is open yet
    }
    Applier by = applier.get();
    if (isOtherCameras(by.applied())) {
      by.restart().run();
      return;
    }
    if (!by.applied().equals(current)) {
      by.redraw().accept(current);
      applier = Optional.of(new Applier(current, by.redraw(), by.restart()));
    }
    prove();
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
  public synchronized void desired(long said, byte[] json) {
    Map<String, Object> wanted = Map.of();
    version = said;
    reported.begin();
    try {
      wanted = DesiredPropertiesCodec.parse(json);
      requireUntried(wanted);
      change(over(file, wanted), Optional.of(json));
      twin = wanted;
      acknowledge(wanted, Acknowledgement.done(said));
      order(wanted, said);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "desired properties {0} refused: {1}", said, e.getMessage());
      acknowledge(wanted, Acknowledgement.refused(said, String.valueOf(e.getMessage())));
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "desired properties {0} failed: {1}", said, e.getMessage());
      acknowledge(wanted, Acknowledgement.failed(said, String.valueOf(e.getMessage())));
    }
  }

  /** The hub says the same at each connection; what failed would only fail again. */
  private void requireUntried(Map<String, Object> wanted) {
    failed
        .filter(earlier -> earlier.wanted().equals(wanted))
        .ifPresent(
            earlier -> {
              throw new IllegalArgumentException(earlier.reason());
            });
  }

  private void change(Map<String, Object> tree, Optional<byte[]> said) {
    DesiredProperties next = DesiredPropertiesCodec.read(tree);
    check(next);
    current = next;
    unproved = said.or(() -> unproved);
    apply();
  }

  @Override
  public synchronized List<Label> labels() {
    return models.map(loaded -> loaded.known().all()).orElse(List.of());
  }

  @Override
  public synchronized Map<String, Object> ordered() {
    return twin;
  }

  @Override
  public synchronized void check(DesiredProperties desired) {
    models.ifPresent(loaded -> loaded.require(desired));
    desired.cameras().forEach(settings::source); // a source or login that cannot be right
    settings.requireThere(desired);
  }

  /** {@inheritDoc} What is wrong with it is logged and changes nothing. */
  @Override
  public synchronized void reread() {
    try {
      Map<String, Object> tree = SettingsFile.tree(settings.file());
      change(over(tree, twin), Optional.empty());
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
