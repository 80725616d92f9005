package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.Frame;
import java.util.List;

/** Who collects the frames about which champion and challenger disagree most, for labelers. */
public interface DisagreementSink {
  /**
   * The frame of a while about which they disagree most. On the challenger's thread, which may be
   * held up.
   *
   * @param frame good until this returns; stays the caller's
   * @param challenged what the champion's detections count
   * @param challenging what the challenger's do
   * @param champion whose detections the former are
   */
  void disagreed(
      Frame frame,
      List<Detection> challenged,
      List<Detection> challenging,
      ModelVersion champion,
      ModelVersion challenger);
}
