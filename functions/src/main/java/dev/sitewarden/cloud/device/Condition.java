package dev.sitewarden.cloud.device;

import dev.sitewarden.domain.wire.DeviceHealth;
import java.time.Instant;

/**
 * The newest word of a device about one thing.
 *
 * @param subject what it is about, such as a camera or a model's version
 * @param text what happened, in the device's words
 */
record Condition(DeviceHealth.Kind kind, String subject, String text, Instant at) {}
