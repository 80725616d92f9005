/**
 * Points, boxes and polygons in frame fractions, and the letterbox that maps them to a model's
 * input.
 *
 * <p>Fractions are 0..1 of the frame's width and height, origin top-left, so that nothing here
 * changes when a camera changes its resolution. Pure functions; any thread.
 */
@NullMarked
package dev.sitewarden.domain.geometry;

import org.jspecify.annotations.NullMarked;
