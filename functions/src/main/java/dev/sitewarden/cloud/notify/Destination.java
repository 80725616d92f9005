package dev.sitewarden.cloud.notify;

/**
 * One way to one person.
 *
 * @param recipient a user's name
 * @param address telephone number, mailbox or name, as the channel needs it
 */
record Destination(String recipient, String channel, String address) {}
