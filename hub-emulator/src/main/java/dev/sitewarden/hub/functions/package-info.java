/**
 * How telemetry reaches the cloud: as the Azure Functions host hands over an Event Hubs batch to a
 * custom handler.
 *
 * <p>In: {@link dev.sitewarden.hub.telemetry.Telemetry}. Out: {@code POST /<Function>}, one
 * envelope at a time per device. Everything runs on the verticle's event loop; nothing here blocks.
 */
@NullMarked
package dev.sitewarden.hub.functions;

import org.jspecify.annotations.NullMarked;
