/**
 * What people's verdicts teach.
 *
 * <p>In: resolved and reopened incidents, inside their transaction. Out: one partially labelled
 * frame a verdict, exported as COCO. Event loop threads.
 */
@NullMarked
package dev.sitewarden.cloud.dataset;

import org.jspecify.annotations.NullMarked;
