package dev.sitewarden.edge.reachability;

import java.nio.Buffer;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FunctionPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** What JavaCPP, and the FFmpeg bindings that it made, look up. */
final class JavaCpp {
  /** Ours too: a callback of ours is a pointer to a function. */
  private static final Pattern MAY_BE_POINTERS =
      Pattern.compile(
          "(org/bytedeco/ffmpeg/.*|org/bytedeco/javacpp/(chrono/)?[\\w$]+|dev/sitewarden/.*)\\.class");

  private static final Pattern RESOURCES =
      Pattern.compile(
          "org/bytedeco/javacpp/properties/(linux-x86_64|linux-arm64|generic)[^/]*"
              + "|META-INF/maven/org\\.bytedeco/(ffmpeg|javacpp)/pom\\.properties");

  private static final Pattern PRESETS =
      Pattern.compile("org/bytedeco/(ffmpeg|javacpp)/(global|presets)/\\w+\\.class");

  private static final String STRUCT =
      "JavaCPP's JNI libraries find each struct by name and allocate it without a constructor";
  private static final String CONVERSION =
      "JavaCPP's JNI libraries turn texts and buffers into C's, and errors into exceptions";

  private JavaCpp() {}

  static Stream<ReachableType> types(ClassPath classPath) {
    Stream<ReachableType> structs =
        classPath
            .classes(MAY_BE_POINTERS)
            .filter(Pointer.class::isAssignableFrom)
            .map(JavaCpp::struct);
    Stream<ReachableType> presets = classPath.classes(PRESETS).map(JavaCpp::preset);
    return Stream.of(structs, presets, own(), platform()).flatMap(it -> it);
  }

  static Stream<ReachableResource> resources(ClassPath classPath) {
    return classPath
        .files(RESOURCES)
        .map(it -> ReachableResource.file(it, "JavaCPP's settings of the platform, its version"));
  }

  private static ReachableType struct(Class<?> type) {
    if (type == Pointer.class) {
      return ReachableType.fromNativeCode(
              type.getName(),
              STRUCT + ", and read and fill these members",
              Member.method("init", long.class, long.class, long.class, long.class))
          .withFields("address", "position", "limit", "capacity", "deallocator");
    }
    if (FunctionPointer.class.isAssignableFrom(type)) {
      return ReachableType.fromNativeCode(
          type.getName(),
          STRUCT + ", and call back through it",
          Member.sorted(
              Stream.of(type.getDeclaredMethods()).filter(it -> it.getName().equals("call"))));
    }
    return ReachableType.fromNativeCode(type.getName(), STRUCT);
  }

  private static ReachableType preset(Class<?> type) {
    return ReachableType.fromJava(
        type.getName(),
        "JavaCPP's Loader finds the classes of a library by name and makes a preset to ask it",
        Member.sorted(Stream.of(type.getConstructors())));
  }

  private static Stream<ReachableType> own() {
    return Stream.of(
        ReachableType.fromNativeCode(
            "org.bytedeco.javacpp.Loader$Helper", "JavaCPP's JNI library finds it by name"),
        ReachableType.fromNativeCode(
            Loader.class.getName(),
            "JavaCPP's JNI libraries report where the members of a struct lie",
            Member.method("putMemberOffset", String.class, String.class, int.class)),
        ReachableType.fromNativeCode(
                "org.bytedeco.javacpp.Pointer$NativeDeallocator",
                "JavaCPP's JNI libraries read who owns the memory")
            .withFields("ownerAddress"));
  }

  private static Stream<ReachableType> platform() {
    Member message = Member.constructor(String.class);
    return Stream.of(
        converted(Object.class, Member.method("toString")),
        converted(
            String.class,
            Member.constructor(byte[].class),
            Member.constructor(byte[].class, Charset.class),
            Member.method("getBytes"),
            Member.method("getBytes", Charset.class)),
        converted(Charset.class, Member.method("forName", String.class)),
        converted(Buffer.class, Member.method("array"), Member.method("arrayOffset"))
            .withFields("position", "limit", "capacity"),
        converted(NullPointerException.class, message),
        converted(RuntimeException.class, message),
        converted(UnsatisfiedLinkError.class, message));
  }

  private static ReachableType converted(Class<?> type, Member... members) {
    return ReachableType.fromNativeCode(type.getName(), CONVERSION, members);
  }
}
