/** Weights come in, a model package goes out: {@code model.onnx}, card and golden samples. */
@NullMarked
package dev.sitewarden.training.packaging;

import org.jspecify.annotations.NullMarked;
