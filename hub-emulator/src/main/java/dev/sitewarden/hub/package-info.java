/**
 * The local stand-in for Azure IoT Hub, a process of its own.
 *
 * <p>In: devices over MQTT and HTTPS, on loopback, TLS only. Out: telemetry to the cloud's
 * function, blobs on the disk. Import order: {@code identity telemetry upload functions}, then this
 * package, which wires them on one Vert.x event loop.
 */
@NullMarked
package dev.sitewarden.hub;

import org.jspecify.annotations.NullMarked;
