/**
 * The hub's documents about devices and modules: tags, desired and reported properties.
 *
 * <p>In: {@code $iothub/twin/..} messages from devices, changes from the service side. Out:
 * answers, pushes of desired properties to whoever is connected, one file per identity under {@code
 * DATA/hub/twins}. Files are read and written on one worker thread, in order; everything else runs
 * on the event loop.
 */
@NullMarked
package dev.sitewarden.hub.twin;

import org.jspecify.annotations.NullMarked;
