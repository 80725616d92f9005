/**
 * What devices say: the MQTT 3.1.1 front, TLS only, that copies what IoT Hub allows and refuses.
 *
 * <p>In: MQTT packets. Out: {@link dev.sitewarden.hub.telemetry.Telemetry} to a {@link
 * dev.sitewarden.hub.telemetry.TelemetryReceiver}, and a PUBACK once that says {@code STORED}.
 * Everything runs on the one event loop of the verticle that starts it; nothing here blocks.
 */
@NullMarked
package dev.sitewarden.hub.telemetry;

import org.jspecify.annotations.NullMarked;
