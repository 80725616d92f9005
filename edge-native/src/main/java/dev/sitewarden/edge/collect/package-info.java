/**
 * Frames to learn from: which ones a device keeps, why, and how many.
 *
 * <p>In come frames with all that the model saw in them, on the detection thread, and requests on
 * any; out go JPEG files, as they are and not blurred, on one platform thread, "collect", to the
 * {@link dev.sitewarden.edge.media.EvidenceSink}, each announced with what the model saw in it.
 * They lie in a folder of their own, are no evidence, are kept for a day unless configured
 * otherwise, and none is taken unless that is switched on.
 */
@NullMarked
package dev.sitewarden.edge.collect;

import org.jspecify.annotations.NullMarked;
