/**
 * Evidence of incidents: {@code thumbnail.jpg}, {@code snapshot.jpg}, {@code detections.json},
 * {@code clip.mp4}.
 *
 * <p>In come incidents, detections of every frame and encoded packets, on the detection thread; the
 * files are written on one platform thread, "media", and go to the {@link
 * dev.sitewarden.edge.media.EvidenceSink}, which a stage on the right implements. Heads of others
 * than the incident's subject are made unrecognisable, by default, before anything is written;
 * where nothing is hidden, clips are not re-encoded. Equal input makes equal bytes. Live, the clip
 * follows the incident by its post-roll.
 *
 * <p>A {@link dev.sitewarden.edge.media.ContinuousRecorder} gets the camera's packets too and keeps
 * all of them, on its own thread "recorder", in a {@link dev.sitewarden.edge.media.RecordingRing}.
 */
@NullMarked
package dev.sitewarden.edge.media;

import org.jspecify.annotations.NullMarked;
