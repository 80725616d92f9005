package dev.sitewarden.cloud.ingest;

import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.wire.CloudEvent;
import java.time.Instant;

/** An understood message; {@code device} is who sent it, as the hub authenticated it. */
public record DeviceEvent(DeviceId device, CloudEvent event, Instant receivedAt) {}
