package dev.sitewarden.cloud.notify;

import dev.sitewarden.domain.site.SiteId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ways lead to a person, of those that are set up; the page if there is no other. */
@Singleton
class Destinations {
  private final Channels channels;
  private final Webhooks webhooks;
  private final NotifyConfig config;

  Destinations(Channels channels, Webhooks webhooks, NotifyConfig config) {
    this.channels = channels;
    this.webhooks = webhooks;
    this.config = config;
  }

  /** The ways to a person; never empty. */
  List<Destination> of(String person, Optional<ContactEntity> contact) {
    List<Destination> ways = new ArrayList<>();
    Language language = contact.map(known -> known.language).orElse(Language.EN);
    contact
        .flatMap(known -> Optional.ofNullable(known.phone))
        .filter(phone -> channels.has(Destination.SMS))
        .ifPresent(phone -> ways.add(new Destination(person, Destination.SMS, phone, language)));
    contact
        .flatMap(known -> Optional.ofNullable(known.email))
        .filter(mailbox -> channels.has(Destination.EMAIL))
        .ifPresent(
            mailbox -> ways.add(new Destination(person, Destination.EMAIL, mailbox, language)));
    if (ways.isEmpty()) {
      ways.add(new Destination(person, LocalOutbox.NAME, person, language));
    }
    return ways;
  }

  /** The way that wakes nobody: to a mailbox, or where there are no e-mails to the page. */
  Destination byMail(ContactEntity contact) {
    return Optional.ofNullable(contact.email)
        .filter(mailbox -> channels.has(Destination.EMAIL))
        .map(
            mailbox ->
                new Destination(contact.person, Destination.EMAIL, mailbox, contact.language))
        .orElseGet(
            () ->
                new Destination(
                    contact.person, LocalOutbox.NAME, contact.person, contact.language));
  }

  /** The other systems that want to know of such a message about such a site. */
  List<Destination> others(NotificationKind kind, SiteId site) {
    return webhooks.wanting(kind, site).stream().map(Webhook::destination).toList();
  }

  /** When a message that is written now is due: an e-mail waits for its picture. */
  Instant due(Destination way, Instant now) {
    return way.channel().equals(Destination.EMAIL) ? now.plus(config.emailWaits()) : now;
  }
}
