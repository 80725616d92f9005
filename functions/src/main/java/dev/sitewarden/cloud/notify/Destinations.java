package dev.sitewarden.cloud.notify;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which ways lead to a person, of those that are set up; the page if there is no other. */
@Singleton
class Destinations {
  private static final String SMS = "sms";
  private static final String EMAIL = "email";

  private final Set<String> ready;
  private final NotifyConfig config;

  Destinations(@All List<Channel> channels, NotifyConfig config) {
    this.ready =
        channels.stream()
            .filter(Channel::isReady)
            .map(Channel::name)
            .collect(Collectors.toUnmodifiableSet());
    this.config = config;
  }

  /** Never empty; the webhook is told of whatever anybody is told of. */
  List<Destination> of(String person, Optional<ContactEntity> contact) {
    List<Destination> ways = new ArrayList<>();
    contact
        .flatMap(known -> Optional.ofNullable(known.phone))
        .filter(phone -> ready.contains(SMS))
        .ifPresent(phone -> ways.add(new Destination(person, SMS, phone)));
    contact
        .flatMap(known -> Optional.ofNullable(known.email))
        .filter(mailbox -> ready.contains(EMAIL))
        .ifPresent(mailbox -> ways.add(new Destination(person, EMAIL, mailbox)));
    if (ways.isEmpty()) {
      ways.add(new Destination(person, LocalOutbox.NAME, person));
    }
    if (ready.contains(Webhook.NAME)) {
      ways.add(new Destination(Webhook.NAME, Webhook.NAME, Webhook.NAME));
    }
    return ways;
  }

  /** When a message that is written now is due: an e-mail waits for its picture. */
  Instant due(Destination way, Instant now) {
    return way.channel().equals(EMAIL) ? now.plus(config.emailWaits()) : now;
  }
}
