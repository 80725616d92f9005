package dev.sitewarden.edge.reachability;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A method, or a constructor, which is named {@code <init>}. Parameters are Java type names. */
record Member(String name, List<String> parameterTypes) {
  Member {
    parameterTypes = List.copyOf(parameterTypes);
  }

  static Member of(Executable executable) {
    String name = executable instanceof Constructor<?> ? "<init>" : executable.getName();
    return method(name, executable.getParameterTypes());
  }

  static Member constructor(Class<?>... parameterTypes) {
    return method("<init>", parameterTypes);
  }

  static Member method(String name, Class<?>... parameterTypes) {
    return new Member(name, Stream.of(parameterTypes).map(Class::getTypeName).toList());
  }

  /** Members in an order of their own: reflection promises none. */
  static Member[] sorted(Stream<? extends Executable> executables) {
    return executables
        .map(Member::of)
        .sorted(Comparator.comparing(Member::toString))
        .toArray(Member[]::new);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeArrayFieldStart("parameterTypes");
    for (String type : parameterTypes) {
      json.writeString(type);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
