package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.incident.BlobPath;
import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Digest;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import dev.sitewarden.domain.vision.ZoneCount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a device has to say. Each kind has one {@link #type()}, which is also its routing property.
 */
public sealed interface DeviceMessage
    permits DeviceMessage.OfIncident,
        DeviceMessage.OccupancyCounted,
        DeviceMessage.FileStored,
        DeviceHealth,
        DeviceMeasured {

  /** The CloudEvents type, such as {@code dev.sitewarden.incident.opened.v1}. */
  String type();

  /** Says something of one incident. */
  sealed interface OfIncident extends DeviceMessage {
    IncidentId incident();
  }

  /**
   * A rule of a zone began to hold.
   *
   * @param zone as it was drawn at that moment; its rules do not travel
   * @param capturedAt when the camera saw the frame that fired the rule
   * @param frameWidthPx width of that frame
   * @param frameHeightPx height of that frame
   * @param subject the detection that is judged
   * @param others everything else the model saw in that frame
   */
  record IncidentOpened(
      IncidentId incident,
      Zone zone,
      RuleId rule,
      Severity severity,
      Instant capturedAt,
      ModelVersion model,
      int frameWidthPx,
      int frameHeightPx,
      Detection subject,
      List<Detection> others)
      implements OfIncident {
    public static final String TYPE = "dev.sitewarden.incident.opened.v1";

    public IncidentOpened {
      others = List.copyOf(others);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The situation ended; {@code endedAt} is when it was last seen. Moves no state. */
  record IncidentClosed(IncidentId incident, Instant endedAt) implements OfIncident {
    public static final String TYPE = "dev.sitewarden.incident.closed.v1";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The situation goes on and is clearer, or worse, than it was. Moves no state.
   *
   * @param severity now
   * @param capturedAt when the camera saw the frame with the new subject
   * @param subject the best detection of it so far
   * @param objects that make the situation, at least 1
   */
  record IncidentUpdated(
      IncidentId incident, Severity severity, Instant capturedAt, Detection subject, int objects)
      implements OfIncident {
    public static final String TYPE = "dev.sitewarden.incident.updated.v1";

    public IncidentUpdated {
      if (objects < 1) {
        throw new IllegalArgumentException("an incident has 1 object or more, got " + objects);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** Who was in a zone during an interval. */
  record OccupancyCounted(ZoneCount count) implements DeviceMessage {
    public static final String TYPE = "dev.sitewarden.occupancy.counted.v1";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** Announces a file that lies in the blob store. */
  sealed interface FileStored extends DeviceMessage {
    /** Where it lies, below the device's name. */
    String path();

    /** Its media type, such as {@code image/jpeg}. */
    String contentType();

    long bytes();

    Digest digest();
  }

  /** A piece of an incident's evidence lies in the blob store. */
  record MediaStored(IncidentId incident, Evidence evidence) implements OfIncident, FileStored {
    public static final String TYPE = "dev.sitewarden.media.stored.v1";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String path() {
      return evidence.path();
    }

    @Override
    public String contentType() {
      return evidence.kind().contentType();
    }

    @Override
    public long bytes() {
      return evidence.bytes();
    }

    @Override
    public Digest digest() {
      return evidence.digest();
    }
  }

  /**
   * A frame to learn from lies in the blob store, a JPEG.
   *
   * @param model the weights that saw the detections
   * @param detections all that they saw in it; only what counts if there is a challenger
   * @param challenger what another model saw that is measured beside it
   */
  record FrameSampled(
      String path,
      long bytes,
      Digest digest,
      Why why,
      Instant capturedAt,
      int frameWidthPx,
      int frameHeightPx,
      ModelVersion model,
      List<Detection> detections,
      Optional<Opinion> challenger)
      implements FileStored {
    public static final String TYPE = "dev.sitewarden.frame.sampled.v1";

    /** Why this frame of all. */
    public enum Why {
      /** It was time for one. */
      SCHEDULE,
      /** Something moved. */
      MOTION,
      /** The model was in doubt. */
      UNCERTAINTY,
      /** Somebody asked for it. */
      REQUEST,
      /** Champion and challenger saw different things. */
      DISAGREEMENT
    }

    /** What another model saw in the same frame; its detections that count. */
    public record Opinion(ModelVersion model, List<Detection> detections) {
      public Opinion {
        detections = List.copyOf(detections);
      }
    }

    /** A frame that one model saw. */
    public FrameSampled(
        String path,
        long bytes,
        Digest digest,
        Why why,
        Instant capturedAt,
        int frameWidthPx,
        int frameHeightPx,
        ModelVersion model,
        List<Detection> detections) {
      this(
          path,
          bytes,
          digest,
          why,
          capturedAt,
          frameWidthPx,
          frameHeightPx,
          model,
          detections,
          Optional.empty());
    }

    public FrameSampled {
      detections = List.copyOf(detections);
      BlobPath.require("sample", path);
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String contentType() {
      return "image/jpeg";
    }
  }

  /** A piece of a camera's continuous recording lies in the blob store, an MP4. */
  record RecordingStored(String path, long bytes, Digest digest, Instant from, Instant to)
      implements FileStored {
    public static final String TYPE = "dev.sitewarden.recording.stored.v1";

    public RecordingStored {
      BlobPath.require("recording", path);
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "recording %s must end after it began, got %s to %s".formatted(path, from, to));
      }
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String contentType() {
      return "video/mp4";
    }
  }
}
