package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelVersion;

/** Who wants to know what becomes of models. Called on the thread that updates them. */
public interface ModelObserver {
  /** An order got further, or came to an end. */
  void status(ModelStatus status);

  /** A step is done. */
  default void reached(UpdateStep step) {}

  /**
   * A model that served was taken back.
   *
   * @param reason one sentence
   */
  void rolledBack(ModelVersion from, ModelVersion to, String reason);
}
