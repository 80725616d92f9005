package dev.sitewarden.cloud.notify;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as a channel sends it.
 *
 * @param id never changes, however often it is tried: the idempotency key
 * @param address telephone number, mailbox or user's name, as the channel needs it
 * @param captions what the channel says around it
 * @param createdAt when it was written, which is when it was sent first for repeatability's sake
 * @param incident the page's address of what it is about
 * @param acknowledge a link that acknowledges it with one tap, if it can be
 * @param snapshot the picture, which may not be there yet
 */
public record Message(
    UUID id,
    String kind,
    Optional<UUID> incidentId,
    String recipient,
    String address,
    String subject,
    String text,
    Captions captions,
    Instant createdAt,
    URI incident,
    Optional<URI> acknowledge,
    Picture snapshot) {

  /** The text with what can be done at once, for channels of plain text. */
  public String textWithLinks() {
    return acknowledge
        .map(link -> "%s %s: %s".formatted(text, captions.acknowledge(), link))
        .orElse(text);
  }

  /** The text for a phone: in one text message if that is possible, with the one best link. */
  public String shortText() {
    return ShortText.of(text, acknowledge.orElse(incident));
  }
}
