/**
 * A model package and labelled pictures come in, precision and recall go out. Detections are made
 * as they are served, by {@code inference}. The caller's thread runs the model.
 */
@NullMarked
package dev.sitewarden.training.scoring;

import org.jspecify.annotations.NullMarked;
