package dev.sitewarden.cloud.azure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of Azure Communication Services; without them nothing is sent by them. */
@ConfigMapping(prefix = "cloud.azure.communication")
interface CommunicationConfig {

  /** {@code endpoint=https://...;accesskey=...}, as the portal shows it; a secret. */
  Optional<String> connectionString();

  /**
   * Instead of a connection string: {@code https://NAME.communication.azure.com}. Who sends is then
   * the managed identity, or on a developer's machine whoever is signed in there.
   */
  Optional<@Pattern(regexp = "https://[^/?#]+") String> endpoint();

  /** The number that text messages come from, as E.164 has it. */
  Optional<String> smsFrom();

  /** The mailbox that e-mails come from. */
  Optional<String> emailFrom();

  /** How long one call may take; shorter than the lease of a message. */
  @WithDefault("15s")
  @DurationMin(seconds = 1)
  Duration patience();
}
