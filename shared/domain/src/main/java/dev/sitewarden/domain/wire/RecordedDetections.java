package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.vision.Detection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A line of a camera's detections log, from which tracks and rules can be run again. */
public sealed interface RecordedDetections {

  /**
   * The first line of a file.
   *
   * @param source who saw it
   * @param since when the watching began that the file belongs to: files of one watching go on
   *     where the one before stopped, tracks included
   * @param thresholds of every label that the models know
   */
  record Opening(EventSource source, Instant since, Map<Label, Double> thresholds)
      implements RecordedDetections {
    public Opening {
      thresholds = Map.copyOf(thresholds);
    }
  }

  /**
   * A frame that was looked at.
   *
   * @param detections down to what keeps a track alive
   */
  record Look(Instant at, List<Detection> detections) implements RecordedDetections {
    public Look {
      detections = List.copyOf(detections);
    }
  }
}
