package dev.sitewarden.cloud.notify;

/**
 * What somebody is told.
 *
 * @param subject short enough for a phone's lock screen
 * @param text the same and more; a link is in it where the channel puts none beside it
 */
record Words(String subject, String text) {}
