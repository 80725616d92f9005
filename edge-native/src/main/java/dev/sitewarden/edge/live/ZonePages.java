package dev.sitewarden.edge.live;

import dev.sitewarden.domain.site.CameraId;
import dev.sitewarden.edge.live.ZoneStore.Drawing;
import dev.sitewarden.edge.live.ZoneStore.Outcome;

/** Zones and rules as the editor reads and writes them. Runs on the connections' threads. */
final class ZonePages {
  private final ZoneStore store;

  ZonePages(ZoneStore store) {
    this.store = store;
  }

  Response answer(CameraId camera, Request request) throws Refusal {
    return switch (request.method()) {
      case "GET", "HEAD" -> read(camera);
      case "PUT" -> write(camera, request);
      default -> throw new Refusal(405, "method", "zones are read with GET and kept with PUT");
    };
  }

  private Response read(CameraId camera) {
    Drawing drawing = store.read(camera);
    return Response.json(
            200,
            json -> {
              json.writeStartObject();
              json.writeStringField("version", drawing.version());
              if (drawing.readOnly().isPresent()) {
                json.writeStringField("read_only", drawing.readOnly().get());
              }
              json.writeArrayFieldStart("labels");
              for (String label : drawing.labels()) {
                json.writeString(label);
              }
              json.writeEndArray();
              json.writeFieldName("document");
              json.writeRawValue(drawing.json());
              json.writeEndObject();
            })
        .with("ETag", quoted(drawing.version()));
  }

  private Response write(CameraId camera, Request request) throws Refusal {
    String version =
        request
            .header("if-match")
            .filter(tag -> tag.matches("\"[^\"]*\""))
            .map(tag -> tag.substring(1, tag.length() - 1))
            .orElseThrow(
                () -> new Refusal(428, "version", "a change says in If-Match what it changes"));
    return switch (store.write(camera, version, request.body())) {
      case Outcome.Written(String now) -> Response.text(200, "kept").with("ETag", quoted(now));
      case Outcome.Stale(String now) ->
          Response.problem(
                  412,
                  "stale",
                  "the settings were changed meanwhile; load them again and repeat the change")
              .with("ETag", quoted(now));
      case Outcome.Refused(String sentence) -> Response.problem(422, "refused", sentence);
    };
  }

  private static String quoted(String version) {
    return "\"" + version + "\"";
  }
}
