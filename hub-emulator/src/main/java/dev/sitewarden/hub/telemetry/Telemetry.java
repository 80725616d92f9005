package dev.sitewarden.hub.telemetry;

import dev.sitewarden.hub.identity.IdentityId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * One device-to-cloud message.
 *
 * @param sender who sent it, as its connection proved; never what the message says
 * @param enqueuedAt when the hub took it
 * @param properties what stood in its topic
 * @param body its payload, at most 256 KB with its topic
 */
public record Telemetry(
    IdentityId sender, Instant enqueuedAt, MessageProperties properties, Buffer body) {}
