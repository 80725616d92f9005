package dev.sitewarden.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the folder of a custom handler's package out of the Java worker's, so that both come from
 * one source: the triggers are annotations of this package, everything else is host.json.
 */
public final class CustomHandlerFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String FUNCTION = "function.json";

  /** Paths that the host calls by itself; whoever asks over HTTP must not reach them. */
  private static final String OTHERS =
      "{*path:regex(^(?!.*(IngestTelemetry|FrequentChores|FileChores|HourlyChores)))}";

  private CustomHandlerFolder() {}

  /** Arguments: the Java worker's folder, the folder to make, the program and its arguments. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      throw new IllegalArgumentException("needs WORKER_FOLDER NEW_FOLDER PROGRAM [ARGUMENT...]");
    }
    List<String> program = List.of(arguments).subList(2, arguments.length);
    write(Path.of(arguments[0]), Path.of(arguments[1]), program);
  }

  static void write(Path worker, Path handler, List<String> program) throws IOException {
    Files.createDirectories(handler);
    JSON.writeValue(
        handler.resolve("host.json").toFile(),
        host(JSON.readTree(worker.resolve("host.json").toFile()), program));
    try (Stream<Path> entries = Files.list(worker)) {
      for (Path entry : entries.filter(one -> Files.exists(one.resolve(FUNCTION))).toList()) {
        Path own = handler.resolve(entry.getFileName());
        Files.createDirectories(own);
        JSON.writeValue(
            own.resolve(FUNCTION).toFile(),
            function(JSON.readTree(entry.resolve(FUNCTION).toFile())));
      }
    }
  }

  private static JsonNode host(JsonNode worker, List<String> program) {
    ObjectNode host = worker.deepCopy();
    ObjectNode handler = host.putObject("customHandler");
    ObjectNode description = handler.putObject("description");
    description.put("defaultExecutablePath", program.getFirst());
    program.stream().skip(1).forEach(description.putArray("arguments")::add);
    handler.put("enableProxyingHttpRequest", true);
    return host;
  }

  private static JsonNode function(JsonNode worker) {
    ObjectNode function = worker.deepCopy();
    function.remove(List.of("scriptFile", "entryPoint"));
    for (JsonNode binding : function.path("bindings")) {
      if (binding.path("type").asText().equals("httpTrigger")) {
        ((ObjectNode) binding).put("route", OTHERS);
      }
    }
    return function;
  }
}
