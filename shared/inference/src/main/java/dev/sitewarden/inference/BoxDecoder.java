package dev.sitewarden.inference;

import java.nio.FloatBuffer;

/** Reads one family of models' output tensor. */
interface BoxDecoder {
  /** The shape that the output must have, as ONNX Runtime writes it. */
  long[] outputShape();

  /** Most boxes that one frame can give. */
  int maxBoxes();

  /** Whether objects of different labels may stand in one place. */
  boolean suppressesPerLabel();

  /**
   * Adds every box whose score reaches its label's threshold.
   *
   * @param output the tensor, read by index
   * @param thresholds by label index
   */
  void decode(FloatBuffer output, float[] thresholds, Candidates into);
}
