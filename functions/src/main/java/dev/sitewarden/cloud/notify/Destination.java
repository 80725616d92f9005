package dev.sitewarden.cloud.notify;

/**
 * One way to one person.
 *
 * @param recipient a user's name
 * @param address telephone number, mailbox or name, as the channel needs it
 * @param language what he is told in
 */
record Destination(String recipient, String channel, String address, Language language) {
  /** The channel of text messages. */
  static final String SMS = "sms";

  /** The channel of e-mails. */
  static final String EMAIL = "email";

  /** Whether it takes few words only, and puts the link beside them itself. */
  boolean isShort() {
    return channel.equals(SMS);
  }
}
