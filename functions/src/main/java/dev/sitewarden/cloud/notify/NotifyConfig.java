package dev.sitewarden.cloud.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of notifications. */
@ConfigMapping(prefix = "cloud.notify")
public interface NotifyConfig {

  /** Where people open the page; links in messages begin with it. */
  URI pageUrl();

  /** Who is told at a site without an on-call plan. */
  @WithDefault("engineer")
  @Pattern(regexp = People.NAME)
  String recipient();

  /** For how long a message that is being handed over is left alone; longer than any channel. */
  @WithDefault("2m")
  @DurationMin(seconds = 30)
  Duration lease();

  /** The pause after the first attempt; doubles with each. */
  @WithDefault("10s")
  @DurationMin(seconds = 1)
  Duration firstRetryAfter();

  /** After how many attempts a message is given up: 8 with doubling from 10 s is 42 minutes. */
  @WithDefault("8")
  @Min(1)
  @Max(20)
  int attempts();

  /**
   * For how long a rule of a camera tells nobody after it told somebody. Longer spares people, and
   * hides a second danger at the same camera for longer; the incident itself is always on the page.
   */
  @WithDefault("1m")
  @DurationMin(seconds = 0)
  Duration cooldown();

  /** After so many messages to one person within {@link #stormWithin}, the others are held. */
  @WithDefault("20")
  @Min(1)
  int stormSize();

  /** The time that a storm is counted over. */
  @WithDefault("10m")
  @DurationMin(seconds = 1)
  Duration stormWithin();

  /** How long the first held message waits for others before a digest tells of all of them. */
  @WithDefault("2m")
  @DurationMin(seconds = 1)
  Duration digestAfter();

  /** How long an e-mail waits for its picture; the device stores it within about 3 s. */
  @WithDefault("5s")
  @DurationMin(seconds = 0)
  Duration emailWaits();

  /**
   * For how long it is known at which telephone or mailbox somebody was told; long enough to ask a
   * provider about a message.
   */
  @WithDefault("30d")
  @DurationMin(days = 1)
  Duration keepAddresses();

  /** What one-tap links are signed with; 16 bytes at least, the same in every process. */
  String linkKey();

  /** For how long a one-tap link acknowledges. */
  @WithDefault("12h")
  @DurationMin(minutes = 1)
  Duration linkLifetime();

  /** What delivery reports must carry in {@code X-Sitewarden-Key}; none are taken without. */
  Optional<String> reportKey();

  /** Other systems that are told, by names of small letters and digits. */
  Map<String, Webhook> webhook();

  /** Another system. */
  interface Webhook {

    /** Where messages are posted to. */
    URI url();

    /** What they are signed with: the receiver could not tell them from anybody's otherwise. */
    @Size(min = 16)
    String secret();

    /** The sites that it is told of; all of them if this is left out. */
    Optional<Set<String>> sites();

    /** What it is told: {@code opened}, {@code escalated}; all if left out, and digests never. */
    Optional<Set<NotificationKind>> kinds();
  }
}
