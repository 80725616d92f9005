/**
 * From what cameras saw to what other rules would have raised.
 *
 * <p>{@link dev.sitewarden.edge.replay.DetectionsLog} keeps the detections of every frame, on the
 * detection thread; {@link dev.sitewarden.edge.replay.ReplayCommand} lets the tracker, the rules
 * and the counts that the edge runs see them again, under other settings.
 */
@NullMarked
package dev.sitewarden.edge.replay;

import org.jspecify.annotations.NullMarked;
