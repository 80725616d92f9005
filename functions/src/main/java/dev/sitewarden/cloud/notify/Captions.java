package dev.sitewarden.cloud.notify;

/**
 * What a channel itself says around a message, in the reader's language.
 *
 * @param acknowledge what the one-tap link is called
 * @param look what the link to the incident is called
 * @param picture what the picture shows
 */
public record Captions(Language language, String acknowledge, String look, String picture) {}
