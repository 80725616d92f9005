package dev.sitewarden.edge.models;

import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.util.List;

/** Looks on while a model serves. Called on the detection thread, which it must not hold up. */
interface FrameTap {
  /**
   * A frame was judged.
   *
   * @param frame stays the caller's
   * @param counted what reached its threshold
   * @param nanos from frame to detections
   */
  void seen(Frame frame, List<Detection> counted, long nanos);

  /** An incident was opened. */
  default void incidentOpened() {}
}
