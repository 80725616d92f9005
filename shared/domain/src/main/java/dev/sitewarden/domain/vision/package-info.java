/**
 * From detections to events: frames, detections, tracks, zones and the rules that watch them.
 *
 * <p>In come the detections of one frame after another; out come {@code ZoneEvent}s. The tracker
 * and the rules hold state and belong to one thread, a camera's detection thread. The same code
 * replays recorded detections in the cloud.
 */
@NullMarked
package dev.sitewarden.domain.vision;

import org.jspecify.annotations.NullMarked;
