package dev.sitewarden.edge.models;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges a model on trial by what it does on the site, beside what its predecessor did and, on
 * sampled frames, does. Pure: the same evidence, the same judgement.
 */
record ModelHealthWatch(HealthLimits limits, Optional<Baseline> baseline) {
  /**
   * How the predecessor served. There is none if it saw no frame, since the device has just
   * started: then nothing is slow and nothing is a storm, for nobody knows what is usual here. Only
   * what both models find in the same frames counts.
   *
   * @param medianDetect from frame to detections
   * @param incidentsPerMinute that it led to
   */
  record Baseline(Duration medianDetect, double incidentsPerMinute) {}

  /**
   * What is known of the model on trial so far.
   *
   * @param medianDetect of its last frames
   * @param agreement with its predecessor on sampled frames
   * @param incidents opened since it serves
   */
  record Evidence(
      Duration elapsed, long frames, Duration medianDetect, Agreement agreement, int incidents) {}

  /** What to do with the model. */
  sealed interface Health {
    /** It is too early to say. */
    record Watching() implements Health {}

    /** It may stay. */
    record Passed() implements Health {}

    /**
     * It must go.
     *
     * @param reason "it ..."
     */
    record Sick(String reason) implements Health {}
  }

  Health judge(Evidence evidence) {
    Optional<String> trouble =
        baseline
            .flatMap(usual -> slow(usual, evidence))
            .or(() -> blind(evidence))
            .or(() -> seesGhosts(evidence))
            .or(() -> baseline.flatMap(usual -> storm(usual, evidence)));
    if (trouble.isPresent()) {
      return new Health.Sick(trouble.get());
    }
    boolean longEnough =
        evidence.elapsed().compareTo(limits.length()) >= 0
            && evidence.frames() >= limits.leastFrames()
            && evidence.agreement().frames() >= limits.sampledFrames();
    return longEnough ? new Health.Passed() : new Health.Watching();
  }

  private Optional<String> slow(Baseline usual, Evidence evidence) {
    Duration least = max(usual.medianDetect(), limits.fastEnough());
    Duration limit = Duration.ofNanos((long) (least.toNanos() * limits.slowerFactor()));
    boolean slow =
        evidence.frames() >= limits.latencyFrames() && evidence.medianDetect().compareTo(limit) > 0;
    return slow
        ? Optional.of(
            "it takes %d ms for a frame, its predecessor took %d"
                .formatted(evidence.medianDetect().toMillis(), usual.medianDetect().toMillis()))
        : Optional.empty();
  }

  private Optional<String> blind(Evidence evidence) {
    Agreement agreement = evidence.agreement();
    boolean blind =
        isEnough(agreement.frames(), agreement.reference())
            && agreement.same() < limits.leastFoundAgain() * agreement.reference();
    return blind
        ? Optional.of(
            "it finds %d of %d objects that its predecessor finds in the same %d frames"
                .formatted(agreement.same(), agreement.reference(), agreement.frames()))
        : Optional.empty();
  }

  private Optional<String> seesGhosts(Evidence evidence) {
    Agreement agreement = evidence.agreement();
    boolean ghosts =
        isEnough(agreement.frames(), agreement.found())
            && agreement.found()
                > limits.floodFactor() * (agreement.reference() + agreement.frames());
    return ghosts
        ? Optional.of(
            "it finds %d objects where its predecessor finds %d, in the same %d frames"
                .formatted(agreement.found(), agreement.reference(), agreement.frames()))
        : Optional.empty();
  }

  private boolean isEnough(long frames, long objects) {
    return frames >= limits.sampledFrames() && objects >= limits.leastObjects();
  }

  private Optional<String> storm(Baseline usual, Evidence evidence) {
    double expected = usual.incidentsPerMinute() * evidence.elapsed().toMillis() / 60_000;
    boolean storm =
        evidence.incidents() > limits.stormIncidents() + limits.stormFactor() * expected;
    return storm
        ? Optional.of(
            "%d incidents were opened in %d s, %.1f were usual"
                .formatted(evidence.incidents(), evidence.elapsed().toSeconds(), expected))
        : Optional.empty();
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
