/**
 * A model on pictures: {@code detect} writes what it finds, {@code bench} how fast that is.
 *
 * <p>In come a model package and a picture, folder or video; out go COCO results, annotated
 * pictures or figures. The calling thread detects; one more, "capture", reads ahead.
 */
@NullMarked
package dev.sitewarden.edge.detect;

import org.jspecify.annotations.NullMarked;
