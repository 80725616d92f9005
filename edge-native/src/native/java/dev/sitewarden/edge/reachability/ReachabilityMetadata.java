package dev.sitewarden.edge.reachability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that is looked up by name at run time, which a build of a native executable cannot
 * see: GraalVM's {@code reachability-metadata.json}. It is read from the class path, so that a new
 * version of a library needs no new list; each entry carries its reason into the file.
 *
 * <p>The build runs it from its sources: {@code java -cp CLASSPATH ReachabilityMetadata.java FILE}.
 */
public final class ReachabilityMetadata {
  private static final Pattern OWN_FILES =
      Pattern.compile("dev/sitewarden/(edge|inference|domain)/.*(?<!\\.class)");
  private static final Pattern PLATFORMS =
      Pattern.compile("org/bytedeco/javacpp/properties/(linux-x86_64|linux-arm64|generic)[^/]*");

  private final ClassPath classPath;

  ReachabilityMetadata(ClassPath classPath) {
    this.classPath = classPath;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, new ReachabilityMetadata(new ClassPath()).json());
  }

  List<ReachableType> types() {
    return Stream.of(JavaCpp.types(classPath), OnnxRuntime.types(), Paho.types())
        .flatMap(it -> it)
        .toList();
  }

  List<ReachableResource> resources() {
    Stream<ReachableResource> platforms =
        classPath
            .files(PLATFORMS)
            .map(it -> ReachableResource.file(it, "JavaCPP's settings of the platform"));
    Stream<ReachableResource> own =
        classPath.files(OWN_FILES).map(it -> ReachableResource.file(it, "read by its package"));
    return Stream.of(platforms, Paho.resources(), own).flatMap(it -> it).toList();
  }

  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("comment");
      for (ReachableResource resource : resources()) {
        json.writeString(resource.name() + ": " + resource.reason());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("reflection");
      for (ReachableType type : types()) {
        type.write(json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("resources");
      for (ReachableResource resource : resources()) {
        resource.write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + "\n";
  }
}
