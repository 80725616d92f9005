/**
 * From frames to detections: a model package becomes a session of ONNX Runtime, its output tensor
 * is read by the decoder that its card names.
 *
 * <p>In come a folder with {@code model.onnx} and {@code model.json} and, one after another, {@code
 * Frame}s; out come {@code Detection}s above their labels' thresholds, best first. A {@code
 * Detector} belongs to the one thread that opened it. ONNX Runtime's types end here.
 */
@NullMarked
package dev.sitewarden.inference;

import org.jspecify.annotations.NullMarked;
