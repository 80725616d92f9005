package dev.sitewarden.edge.models;

import dev.sitewarden.edge.models.ShadowModel.Effort;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.VerificationKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a challenger looks on.
 *
 * @param folder of the store, of challengers only
 * @param key whose packages are taken from the hub; none are if empty
 * @param settings how a model runs here; a challenger is given one thread
 * @param every how often a frame is sampled, over all cameras
 * @param share most of one core's time that it takes, 0..1
 * @param offerEvery how often a frame is offered to labelers, if there is one about which they
 *     disagree
 * @param provenAfter so many frames: until then an end of the process counts against it
 * @param retryAfter an order that could not be applied, doubled each time up to an hour
 */
public record ChallengerConfig(
    Path folder,
    Optional<VerificationKey> key,
    Function<ModelPackage, DetectorSettings> settings,
    Duration every,
    double share,
    Duration offerEvery,
    int provenAfter,
    Duration retryAfter) {
  /**
   * One frame a second gives 3,600 comparisons an hour, and a tenth of a core leaves a Pi's other
   * work alone even if the challenger is many times slower than the champion. The samples' quota
   * bounds what is kept of the frames that are offered every 10 s.
   */
  public static ChallengerConfig of(
      Path folder,
      Optional<VerificationKey> key,
      Function<ModelPackage, DetectorSettings> settings) {
    return new ChallengerConfig(
        folder,
        key,
        settings,
        Duration.ofSeconds(1),
        0.1,
        Duration.ofSeconds(10),
        30,
        Duration.ofSeconds(2));
  }

  Effort effort() {
    return new Effort(every, share);
  }
}
