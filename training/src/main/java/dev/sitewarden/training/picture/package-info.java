/**
 * Pixels: examples come in, random network inputs with their boxes go out. Pictures are read by
 * {@code inference.frame}, the reader that also serves, so that what is trained is what is served.
 * Runs on the loader's thread.
 */
@NullMarked
package dev.sitewarden.training.picture;

import org.jspecify.annotations.NullMarked;
