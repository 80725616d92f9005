package dev.sitewarden.hub.methods;

import org.jspecify.annotations.Nullable;

/**
 * What a device answered.
 *
 * @param status the device's own status code
 * @param payload any JSON value, as Vert.x represents it; null is JSON's null
 */
public record MethodAnswer(int status, @Nullable Object payload) {}
