/**
 * Annotated pictures on disk: YOLO lists and COCO files come in, {@link
 * dev.sitewarden.training.dataset.Example}s go out. Nothing is decoded here; callers own the
 * thread.
 */
@NullMarked
package dev.sitewarden.training.dataset;

import org.jspecify.annotations.NullMarked;
