package dev.sitewarden.cloud.device;

import dev.sitewarden.domain.wire.DeviceHealth.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a device is, and why.
 *
 * <p>A stop and a lost camera last until the device says otherwise; what is refused, undone or lost
 * is shown for a while, or until it went well; what was measured, until the next measurement. A
 * start forgets lost cameras: whichever is still lost is reported anew.
 *
 * @param ailments the gravest first
 */
record Health(State state, List<Ailment> ailments) {
  /** Kinds stand in this order: what keeps a camera from being watched comes before the rest. */
  private static final Comparator<Condition> GRAVEST_FIRST =
      Comparator.comparing(Condition::kind).thenComparing(Condition::at, Comparator.reverseOrder());

  Health {
    ailments = List.copyOf(ailments);
  }

  /** In the order in which somebody should look. */
  enum State {
    SILENT,
    UNWELL,
    WELL
  }

  /**
   * @param silentAfter without a message for longer than this a device is silent
   * @param remember for how long something that merely happened is shown
   */
  record Patience(Duration silentAfter, Duration remember) {}

  /**
   * What is to be thought of a device that said this, and was heard then.
   *
   * @param measured what of its machine is worth a look
   */
  static Health of(
      List<Condition> said,
      List<Ailment> measured,
      Optional<Instant> heardAt,
      Instant now,
      Patience patience) {
    List<Ailment> ailments = new ArrayList<>();
    Optional<Condition> stop = stop(said);
    boolean isSilent =
        heardAt.map(at -> at.isBefore(now.minus(patience.silentAfter()))).orElse(true);
    stop.map(Ailment::of).ifPresent(ailments::add);
    if (isSilent && stop.isEmpty()) {
      ailments.add(new Ailment(Ailment.SILENT, "", "", heardAt));
    }
    said.stream()
        .filter(condition -> ails(condition, said, now.minus(patience.remember())))
        .sorted(GRAVEST_FIRST)
        .map(Ailment::of)
        .forEach(ailments::add);
    measured.stream()
        .filter(one -> one.since().stream().allMatch(now.minus(patience.remember())::isBefore))
        .forEach(ailments::add);
    State ofTheRest = ailments.isEmpty() ? State.WELL : State.UNWELL;
    return new Health(isSilent || stop.isPresent() ? State.SILENT : ofTheRest, ailments);
  }

  private static Optional<Condition> stop(List<Condition> said) {
    return said.stream()
        .filter(condition -> condition.kind() == Kind.STOPPED)
        .filter(condition -> !isFollowed(condition, said, Kind.STARTED))
        .max(Comparator.comparing(Condition::at));
  }

  private static boolean ails(Condition condition, List<Condition> said, Instant since) {
    return switch (condition.kind()) {
      case CAMERA_LOST ->
          !isFollowed(condition, said, Kind.STARTED)
              && said.stream()
                  .filter(other -> other.subject().equals(condition.subject()))
                  .noneMatch(other -> follows(other, Kind.CAMERA_RETURNED, condition));
      case SETTINGS_REFUSED ->
          condition.at().isAfter(since) && !isFollowed(condition, said, Kind.SETTINGS_APPLIED);
      case MODEL_REFUSED, MODEL_ROLLED_BACK ->
          condition.at().isAfter(since) && !isFollowed(condition, said, Kind.MODEL_ACTIVATED);
      case CLOCK_JUMP, DISK_FULL, DATA_LOST -> condition.at().isAfter(since);
      case STARTED, STOPPED, CAMERA_RETURNED, SETTINGS_APPLIED, MODEL_ACTIVATED -> false;
    };
  }

  private static boolean isFollowed(Condition condition, List<Condition> said, Kind kind) {
    return said.stream().anyMatch(other -> follows(other, kind, condition));
  }

  private static boolean follows(Condition other, Kind kind, Condition condition) {
    return other.kind() == kind && !other.at().isBefore(condition.at());
  }
}
