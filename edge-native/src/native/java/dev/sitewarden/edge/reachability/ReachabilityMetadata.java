package dev.sitewarden.edge.reachability;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that is looked up by name at run time, which a build of a native executable cannot
 * see: GraalVM's {@code reachability-metadata.json}. It is read from the class path, so that a new
 * version of a library needs no new list; the comment of the file gives the reason of each entry.
 *
 * <p>The build runs it from its sources: {@code java -cp CLASSPATH ReachabilityMetadata.java FILE}.
 */
public final class ReachabilityMetadata {
  private static final Pattern OWN_FILES =
      Pattern.compile("dev/sitewarden/(edge|inference|domain)/.*(?<!\\.class)");

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
    Stream<ReachableResource> own =
        classPath.files(OWN_FILES).map(it -> ReachableResource.file(it, "read by its package"));
    return Stream.of(JavaCpp.resources(classPath), Paho.resources(), own)
        .flatMap(it -> it)
        .toList();
  }

  /** One text for each reason, with the names that are there because of it. */
  List<String> comment() {
    Map<String, String> groups = new LinkedHashMap<>();
    types().forEach(it -> groups.merge(it.reason(), it.name(), ReachabilityMetadata::joined));
    resources().forEach(it -> groups.merge(it.reason(), it.name(), ReachabilityMetadata::joined));
    return groups.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
  }

  private static String joined(String names, String name) {
    return names + " " + name;
  }

  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("comment");
      for (String group : comment()) {
        json.writeString(group);
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
