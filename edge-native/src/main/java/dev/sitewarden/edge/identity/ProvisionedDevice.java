package dev.sitewarden.edge.identity;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.edge.disk.DurableFile;
import dev.sitewarden.edge.identity.Provisioning.Outcome;
import dev.sitewarden.edge.identity.Provisioning.Pause;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A device with a certificate that asks the provisioning service which hub it belongs to: at its
 * first start, and again when that hub does not let it in. It may be moved to another hub while it
 * runs; another name it takes in an empty state folder only, because what waits there is in its old
 * name.
 */
public final class ProvisionedDevice implements HubIdentity {
  private static final Logger LOG = System.getLogger(ProvisionedDevice.class.getName());

  /**
   * From the one to the other, doubling: an operator enrols within minutes, a fleet must not storm.
   */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Provisioning provisioning;
  private final Path file;
  private final Pause pause;
  private volatile Assignment assignment;
  private Instant notBefore = Instant.MIN;
  private Duration next = FIRST_PAUSE;

  private ProvisionedDevice(
      Provisioning provisioning, Path file, Pause pause, Assignment assignment) {
    this.provisioning = provisioning;
    this.file = file;
    this.pause = pause;
    this.assignment = assignment;
  }

  /**
   * The device as it was assigned, now or at an earlier start. Waits until it is: without a name
   * there is nothing that an incident could be reported as.
   *
   * @param state folder that keeps the assignment
   */
  public static ProvisionedDevice open(Provisioning provisioning, Path state)
      throws InterruptedException {
    return open(provisioning, state, Thread::sleep);
  }

  static ProvisionedDevice open(Provisioning provisioning, Path state, Pause pause)
      throws InterruptedException {
    Path file = file(state);
    Optional<Assignment> known = Assignment.read(file, provisioning.enrolment());
    Duration rest = FIRST_PAUSE;
    while (known.isEmpty()) {
      switch (provisioning.register(pause)) {
        case Outcome.Assigned(Assignment fresh) -> {
          DurableFile.folder(state);
          fresh.write(file, provisioning.enrolment());
          known = Optional.of(fresh);
        }
        case Outcome.NotYet(String reason, Optional<Duration> retryAfter) -> {
          Duration wait = longer(rest, retryAfter);
          LOG.log(
              Level.WARNING,
              "{0}; trying again in {1} s",
              sentence(provisioning, reason),
              wait.toSeconds());
          pause.rest(jittered(wait));
          rest = doubled(rest);
        }
      }
    }
    return new ProvisionedDevice(provisioning, file, pause, known.get());
  }

  /** The device as it was assigned at an earlier start of the edge; asks nobody. */
  public static Optional<ProvisionedDevice> known(Provisioning provisioning, Path state) {
    Path file = file(state);
    return Assignment.read(file, provisioning.enrolment())
        .map(assigned -> new ProvisionedDevice(provisioning, file, Thread::sleep, assigned));
  }

  private static Path file(Path state) {
    return state.resolve("assignment.json");
  }

  @Override
  public String hostName() {
    return assignment.hub();
  }

  @Override
  public DeviceId device() {
    return assignment.device();
  }

  @Override
  public Optional<ClientCertificate> certificate() {
    return Optional.of(ClientCertificate.read(provisioning.files()));
  }

  @Override
  public synchronized Optional<String> refused(Instant now) throws InterruptedException {
    boolean isSoon =
        now.isBefore(notBefore) && now.plus(LONGEST_PAUSE.multipliedBy(2)).isAfter(notBefore);
    if (isSoon) {
      return Optional.of("it asks the provisioning service again at " + notBefore);
    }
    if (now.isAfter(notBefore.plus(LONGEST_PAUSE))) {
      next = FIRST_PAUSE; // the last refusal is long ago
    }
    Outcome outcome = provisioning.register(pause);
    Optional<Duration> retryAfter =
        outcome instanceof Outcome.NotYet notYet ? notYet.retryAfter() : Optional.empty();
    notBefore = now.plus(jittered(longer(next, retryAfter)));
    next = doubled(next);
    return Optional.of(
        switch (outcome) {
          case Outcome.Assigned(Assignment fresh) -> take(fresh);
          case Outcome.NotYet(String reason, Optional<Duration> ignored) ->
              sentence(provisioning, reason);
        });
  }

  private String take(Assignment fresh) {
    if (!fresh.device().equals(device())) {
      return "%s calls this device %s now, and what is kept in %s is of %s: name it so again, or start with another --state"
          .formatted(provisioning.host(), fresh.device(), file.getParent(), device());
    }
    fresh.write(file, provisioning.enrolment());
    assignment = fresh;
    return "it has registered anew and belongs to hub " + fresh.hub();
  }

  private static String sentence(Provisioning provisioning, String reason) {
    return "the provisioning service %s does not register this device: %s"
        .formatted(provisioning.host(), reason);
  }

  private static Duration longer(Duration own, Optional<Duration> asked) {
    return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  private static Duration doubled(Duration rest) {
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** Up to a quarter more, so that a site's devices do not all come back in the same instant. */
  private static Duration jittered(Duration rest) {
    return rest.plusMillis(ThreadLocalRandom.current().nextLong(rest.toMillis() / 4 + 1));
  }

  @Override
  public String remedy() {
    return "check that %s has not expired and that the device is enabled"
        .formatted(provisioning.files().certificate());
  }
}
