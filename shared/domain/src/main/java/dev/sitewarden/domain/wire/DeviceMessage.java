package dev.sitewarden.domain.wire;

import dev.sitewarden.domain.incident.Evidence;
import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.Severity;
import dev.sitewarden.domain.vision.Detection;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.Zone;
import java.time.Instant;
import java.util.List;

/**
 * What a device has to say. Each kind has one {@link #type()}, which is also its routing property.
 */
public sealed interface DeviceMessage {

  /** The CloudEvents type, such as {@code dev.sitewarden.incident.opened.v1}. */
  String type();

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
      implements DeviceMessage {
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
  record IncidentClosed(IncidentId incident, Instant endedAt) implements DeviceMessage {
    public static final String TYPE = "dev.sitewarden.incident.closed.v1";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A piece of an incident's evidence lies in the blob store. */
  record MediaStored(IncidentId incident, Evidence evidence) implements DeviceMessage {
    public static final String TYPE = "dev.sitewarden.media.stored.v1";

    @Override
    public String type() {
      return TYPE;
    }
  }
}
