/**
 * How good a detector is: COCO's detection metrics, and precision and recall at a threshold; how
 * good a tracker is: CLEAR MOT and IDF1.
 *
 * <p>In come what is in each picture and what was detected in it, in the same order; out come
 * figures. Pure functions; any thread.
 */
@NullMarked
package dev.sitewarden.domain.evaluation;

import org.jspecify.annotations.NullMarked;
