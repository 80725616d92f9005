package dev.sitewarden.edge.reachability;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ONNX Runtime's JNI library looks up: it keeps each name as a text between two zero bytes,
 * and calls constructors only.
 */
final class OnnxRuntime {
  static final String JNI_LIBRARY = "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so";

  private static final Pattern TYPE_NAME = Pattern.compile("(?<=\0)ai/onnxruntime/\\w+(?=\0)");

  private OnnxRuntime() {}

  static Stream<ReachableType> types() {
    String library = new String(ClassPath.bytes(JNI_LIBRARY), StandardCharsets.ISO_8859_1);
    return TYPE_NAME
        .matcher(library)
        .results()
        .map(found -> ClassPath.type(found.group().replace('/', '.')))
        .map(OnnxRuntime::made);
  }

  private static ReachableType made(Class<?> type) {
    return ReachableType.fromNativeCode(
        type.getName(),
        "ONNX Runtime's JNI library makes its results, its descriptions and its exceptions",
        Member.sorted(Stream.of(type.getDeclaredConstructors())));
  }
}
