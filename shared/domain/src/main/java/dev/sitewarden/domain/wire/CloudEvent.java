package dev.sitewarden.domain.wire;

import java.time.Instant;

/** A device's message in its envelope; {@code time} is when the device wrote it. */
public record CloudEvent(MessageId id, EventSource source, Instant time, DeviceMessage data) {}
