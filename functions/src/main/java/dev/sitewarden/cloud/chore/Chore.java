package dev.sitewarden.cloud.chore;

import io.smallrye.mutiny.Uni;

/**
 * Work that the clock calls for: what is left to send, what is too old to keep. The stages that
 * have such work implement it. It is called again and again, also at the same time in several
 * processes, so it must find out by itself what is due. A failure is counted, told of, and left for
 * the next time.
 */
public interface Chore {

  /** How often it is called. */
  Rhythm rhythm();

  /** Does what is due. */
  Uni<Void> run();

  /** Once in this while. Each has a clock of its own, so that none waits for another's chores. */
  enum Rhythm {
    /**
     * Every few seconds: somebody waits for it. Such a chore asks the database alone and is done in
     * a moment, as those behind it wait.
     */
    OFTEN,
    /** Every few seconds, or however long it takes: files move, perhaps far away. */
    FILES,
    /** Every hour: nobody does. */
    HOURLY
  }
}
