package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the store holds, and which of it serves. Each change is a new value, written as one step.
 *
 * @param current what serves unless a trial does; the bundled model if empty
 * @param previous what served before it
 * @param trial what is being tried
 * @param quarantined what must not be tried again, newest last, at most {@value #MAX_QUARANTINED}
 */
record StoreState(
    Optional<StoredModel> current,
    Optional<StoredModel> previous,
    Optional<Trial> trial,
    List<Quarantined> quarantined) {
  /** A trial that ends the process this often is not started again. */
  static final int MAX_STARTS = 2;

  static final int MAX_QUARANTINED = 64;
  static final StoreState EMPTY =
      new StoreState(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /**
   * A model that has to prove itself.
   *
   * @param starts how often it was started without having ended well: loading counts
   * @param serving whether it got as far as serving
   */
  record Trial(StoredModel model, int starts, boolean serving) {}

  /**
   * A package that failed, by its archive.
   *
   * @param reason one sentence
   */
  record Quarantined(Digest archive, String reason) {}

  StoreState {
    quarantined = List.copyOf(quarantined);
  }

  /** Notes that a model is about to be loaded for the first time, before it is. */
  StoreState attempt(StoredModel model) {
    int before = trial.filter(last -> last.model().equals(model)).map(Trial::starts).orElse(0);
    return withTrial(Optional.of(new Trial(model, before + 1, false)));
  }

  /** The model on trial serves. */
  StoreState serving() {
    return withTrial(trial.map(last -> new Trial(last.model(), last.starts(), true)));
  }

  /** The process starts again while a trial is on: one more start. */
  StoreState restarted() {
    return withTrial(trial.map(last -> new Trial(last.model(), last.starts() + 1, last.serving())));
  }

  /** Whether the trial has ended the process too often. */
  boolean isCrashing() {
    return trial.filter(last -> last.starts() >= MAX_STARTS).isPresent();
  }

  /** The process ends in order, so this start does not count. */
  StoreState endedWell() {
    return withTrial(
        trial.map(last -> new Trial(last.model(), Math.max(0, last.starts() - 1), last.serving())));
  }

  /** The model on trial has proved itself. */
  StoreState committed() {
    return new StoreState(trial.map(Trial::model), current, Optional.empty(), quarantined);
  }

  /** The model on trial has proved itself, and no other one is kept. */
  StoreState committedAlone() {
    return new StoreState(trial.map(Trial::model), Optional.empty(), Optional.empty(), quarantined);
  }

  /** No model is kept; what must not be tried again is remembered. */
  StoreState cleared() {
    return new StoreState(Optional.empty(), Optional.empty(), Optional.empty(), quarantined);
  }

  /** The trial is over without a judgement. */
  StoreState abandoned() {
    return withTrial(Optional.empty());
  }

  /** The model on trial has failed. */
  StoreState rolledBack(String reason) {
    return trial
        .map(failed -> abandoned().quarantine(failed.model().archive(), reason))
        .orElse(this);
  }

  StoreState quarantine(Digest archive, String reason) {
    List<Quarantined> all = new ArrayList<>(quarantined);
    all.removeIf(one -> one.archive().equals(archive));
    all.add(new Quarantined(archive, reason));
    int surplus = Math.max(0, all.size() - MAX_QUARANTINED);
    return new StoreState(current, previous, trial, all.subList(surplus, all.size()));
  }

  Optional<Quarantined> quarantined(Digest archive) {
    return quarantined.stream().filter(one -> one.archive().equals(archive)).findFirst();
  }

  /** The current model turned out to be damaged on the disk. */
  StoreState withoutCurrent() {
    return new StoreState(previous, Optional.empty(), trial, quarantined);
  }

  private StoreState withTrial(Optional<Trial> next) {
    return new StoreState(current, previous, next, quarantined);
  }

  /** Everything whose files must stay. */
  List<StoredModel> models() {
    List<StoredModel> models = new ArrayList<>();
    current.ifPresent(models::add);
    previous.ifPresent(models::add);
    trial.map(Trial::model).ifPresent(models::add);
    return models;
  }
}
