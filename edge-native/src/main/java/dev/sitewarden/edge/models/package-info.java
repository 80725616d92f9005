/**
 * Model packages on the device: a foreign ONNX file and a few facts come in, a checked package goes
 * out. Runs on the calling thread.
 */
@NullMarked
package dev.sitewarden.edge.models;

import org.jspecify.annotations.NullMarked;
