/**
 * From a video to frames for the detector and encoded packets for clips.
 *
 * <p>In comes a file or URL; out go frames, in order, and a ring of the latest encoded packets,
 * teed off before anything is decoded. One platform thread, "capture", reads, decodes and
 * letterboxes. Files are handed over frame by frame; what is watched live goes through a slot of
 * one, where the newest frame wins and each drop is counted. A camera (RTSP) that stops is opened
 * again, for ever, with one sentence each time; its packets then run on a new clock, so a clip ends
 * at the break.
 */
@NullMarked
package dev.sitewarden.edge.capture;

import org.jspecify.annotations.NullMarked;
