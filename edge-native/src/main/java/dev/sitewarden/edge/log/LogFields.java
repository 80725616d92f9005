package dev.sitewarden.edge.log;

import dev.sitewarden.domain.incident.IncidentId;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelVersion;
import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.domain.site.DeviceId;
import dev.sitewarden.domain.vision.RuleId;
import dev.sitewarden.domain.vision.TrackId;
import dev.sitewarden.domain.vision.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The ids in a message's parameters, by which events are found again. An id is a type of its own,
 * so {@code LOG.log(WARNING, "camera {0} is lost: {1}", camera, reason)} has the field {@code
 * camera} without saying so; a name that comes twice keeps its first value.
 */
final class LogFields {
  private LogFields() {}

  static Map<String, String> of(LogRecord event) {
    Map<String, String> fields = new LinkedHashMap<>();
    @Nullable Object[] parameters = event.getParameters();
    if (parameters != null) {
      for (Object parameter : parameters) {
        name(parameter).ifPresent(name -> fields.putIfAbsent(name, String.valueOf(parameter)));
      }
    }
    return fields;
  }

  private static Optional<String> name(@Nullable Object parameter) {
    return switch (parameter) {
      case CameraId camera -> Optional.of("camera");
      case DeviceId device -> Optional.of("device");
      case IncidentId incident -> Optional.of("incident");
      case ZoneId zone -> Optional.of("zone");
      case RuleId rule -> Optional.of("rule");
      case TrackId track -> Optional.of("track");
      case Label label -> Optional.of("label");
      case ModelVersion model -> Optional.of("model");
      case null, default -> Optional.empty();
    };
  }
}
