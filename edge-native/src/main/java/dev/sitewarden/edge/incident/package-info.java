/**
 * From zone events to incidents that survive a power cut.
 *
 * <p>Events for the cloud go out through {@link dev.sitewarden.edge.incident.EventSink}, which a
 * stage on the right implements.
 */
@NullMarked
package dev.sitewarden.edge.incident;

import org.jspecify.annotations.NullMarked;
