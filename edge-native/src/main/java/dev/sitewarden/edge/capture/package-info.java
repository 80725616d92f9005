/**
 * From a video to frames for the detector and encoded packets for clips.
 *
 * <p>In come what the settings name as sources ({@code CameraSource}: streams, plugged-in cameras,
 * files, folders of pictures); out go frames, in order of capture, and a ring of each camera's
 * latest encoded packets, teed off before anything is decoded. Each camera has a platform thread,
 * "capture-" and its id, that reads, decodes and letterboxes; {@code CameraGroup} hands the newest
 * frame of each to the one detection thread in turn and counts what it leaves out. Recordings wait
 * for the taker and drop nothing. A camera that stops is opened again, for ever, and told of once
 * ({@code LiveCamera}, {@code CameraObserver}); its packets then run on a new clock, so a clip ends
 * at the break. {@code MotionGate}, on the detection thread, says which frames the model need not
 * see.
 */
@NullMarked
package dev.sitewarden.edge.capture;

import org.jspecify.annotations.NullMarked;
