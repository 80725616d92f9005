package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.edge.models.StoreState.Trial;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads models and lets them prove themselves before anybody relies on them. */
final class ModelLoader {
  private static final System.Logger LOG = System.getLogger(ModelLoader.class.getName());

  private final ModelsConfig config;
  private final ModelStore store;
  private final ModelInstaller installer;
  private final Consumer<UpdateStep> progress;

  ModelLoader(
      ModelsConfig config,
      ModelStore store,
      ModelInstaller installer,
      Consumer<UpdateStep> progress) {
    this.config = config;
    this.store = store;
    this.installer = installer;
    this.progress = progress;
  }

  /**
   * Verifies, loads and asks the golden samples.
   *
   * @throws IllegalArgumentException if the model is bad, in one sentence
   */
  LoadedModel proved(Digest archive) {
    return proved(installer.open(archive));
  }

  private LoadedModel proved(ModelPackage model) {
    progress.accept(UpdateStep.LOADING);
    LoadedModel loaded = LoadedModel.open(model, config.settings().apply(model));
    try {
      progress.accept(UpdateStep.LOADED);
      GoldenSamples.check(model, loaded.detector());
      progress.accept(UpdateStep.PROVED);
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /**
   * What serves after a start: the current model, or the previous one if that is damaged, or the
   * one that came with the edge.
   */
  LoadedModel lasting() {
    while (store.state().current().isPresent()) {
      StoredModel current = store.state().current().get();
      Optional<LoadedModel> loaded = tryLoad(current);
      if (loaded.isPresent()) {
        return loaded.get();
      }
      store.change(StoreState::withoutCurrent);
    }
    ModelPackage bundled = ModelPackage.open(config.bundled());
    return LoadedModel.open(bundled, config.settings().apply(bundled));
  }

  /** The model whose trial the end of the process interrupted, if it may go on. */
  Optional<LoadedModel> trial() {
    Optional<StoredModel> tried = store.state().trial().filter(Trial::serving).map(Trial::model);
    return tried.flatMap(this::tryLoad);
  }

  private Optional<LoadedModel> tryLoad(StoredModel model) {
    try {
      return Optional.of(proved(model.archive()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%s does not load any more: %s".formatted(model, e.getMessage()));
      return Optional.empty();
    }
  }
}
