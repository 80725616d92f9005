package dev.sitewarden.edge.reachability;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A type that is looked up by name at run time, with the members that are looked up in it.
 *
 * @param reason who looks it up, and what for; it goes into the comment of the whole file, because
 *     native-image warns of one inside an entry
 * @param caller native code also allocates the type without a constructor; Java code does not
 */
record ReachableType(
    String name, String reason, Caller caller, List<String> fields, List<Member> members) {
  /** Who asks for the type. */
  enum Caller {
    JAVA,
    NATIVE_CODE
  }

  ReachableType {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("type %s needs a reason".formatted(name));
    }
    fields = List.copyOf(fields);
    members = List.copyOf(members);
  }

  static ReachableType fromJava(String name, String reason, Member... members) {
    return new ReachableType(name, reason, Caller.JAVA, List.of(), List.of(members));
  }

  static ReachableType fromNativeCode(String name, String reason, Member... members) {
    return new ReachableType(name, reason, Caller.NATIVE_CODE, List.of(), List.of(members));
  }

  ReachableType withFields(String... names) {
    return new ReachableType(name, reason, caller, List.of(names), members);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", name);
    if (caller == Caller.NATIVE_CODE) {
      json.writeBooleanField("jniAccessible", true);
      json.writeBooleanField("unsafeAllocated", true);
    }
    if (!fields.isEmpty()) {
      json.writeArrayFieldStart("fields");
      for (String field : fields) {
        json.writeStartObject();
        json.writeStringField("name", field);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!members.isEmpty()) {
      json.writeArrayFieldStart("methods");
      for (Member member : members) {
        member.write(json);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
