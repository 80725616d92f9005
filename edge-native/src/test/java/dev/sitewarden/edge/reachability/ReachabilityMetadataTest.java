package dev.sitewarden.edge.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sitewarden.edge.reachability.ReachableType.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native executable's list of names against the libraries themselves. */
class ReachabilityMetadataTest {
  /** A JNI library keeps the name of a type that it looks up as a text between two zero bytes. */
  private static final Pattern NAME_IN_A_JNI_LIBRARY =
      Pattern.compile("(?<=\0)(ai/onnxruntime|org/bytedeco|java/(lang|nio|util))/[\\w$/]+(?=\0)");

  private final ReachabilityMetadata metadata = new ReachabilityMetadata(new ClassPath());

  ReachabilityMetadataTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniavcodec.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniavdevice.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniavfilter.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniavformat.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniavutil.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniswresample.so",
        "org/bytedeco/ffmpeg/linux-x86_64/libjniswscale.so",
        OnnxRuntime.JNI_LIBRARY
      })
  void everyTypeThatAJniLibraryNamesIsThere(String library) {
    String text = new String(ClassPath.bytes(library), StandardCharsets.ISO_8859_1);

    Set<String> named =
        NAME_IN_A_JNI_LIBRARY
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .map(name -> name.replace('/', '.'))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(names(Caller.NATIVE_CODE)).containsAll(named);
  }

  @Test
  void structsThatNoLibraryOfOursHasSeenYetAreThereToo() {
    assertThat(names(Caller.NATIVE_CODE))
        .contains(AVFrame.class.getName(), AVPacket.class.getName(), Pointer.class.getName())
        .contains(AVIOInterruptCB.class.getName())
        .hasSizeGreaterThan(230);
  }

  @Test
  void everyMemberThatIsNamedExists() throws ReflectiveOperationException {
    for (ReachableType type : metadata.types()) {
      Class<?> found = ClassPath.type(type.name());
      for (String field : type.fields()) {
        assertThat(found.getDeclaredField(field)).isNotNull();
      }
      Set<Member> declared =
          Stream.concat(
                  Stream.of(found.getDeclaredConstructors()), Stream.of(found.getDeclaredMethods()))
              .map(Member::of)
              .collect(Collectors.toSet());
      assertThat(declared).as(type.name()).containsAll(type.members());
    }
  }

  @Test
  void everyTypeIsNamedOnce() {
    assertThat(metadata.types()).extracting(ReachableType::name).doesNotHaveDuplicates();
  }

  @Test
  void everyResourceIsReadable() {
    assertThat(metadata.resources())
        .extracting(ReachableResource::name)
        .contains(
            "org/bytedeco/javacpp/properties/linux-x86_64.properties",
            "org/bytedeco/javacpp/properties/linux-arm64.properties",
            Paho.TRANSPORTS);
    for (ReachableResource resource : metadata.resources()) {
      switch (resource.kind()) {
        case FILE -> assertThat(ClassPath.bytes(resource.name())).isNotEmpty();
        case BUNDLE ->
            assertThat(ResourceBundle.getBundle(resource.name(), Locale.ROOT).keySet())
                .isNotEmpty();
      }
    }
  }

  @Test
  void theFileSaysOfEachEntryWhyItIsThere() throws IOException {
    Map<String, List<String>> texts = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(metadata.json())) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          String field = Objects.requireNonNullElse(json.currentName(), "comment");
          texts.computeIfAbsent(field, name -> new ArrayList<>()).add(json.getText());
        }
      }
    }

    assertThat(texts.get("type")).hasSameSizeAs(metadata.types());
    String comment = String.join(" ", texts.get("comment")) + " ";
    for (String kind : List.of("type", "glob", "bundle")) {
      assertThat(texts.get(kind)).allSatisfy(name -> assertThat(comment).contains(name + " "));
    }
  }

  @Test
  void theSameClassPathGivesTheSameFile() throws IOException {
    assertThat(new ReachabilityMetadata(new ClassPath()).json()).isEqualTo(metadata.json());
  }

  private Set<String> names(Caller caller) {
    return metadata.types().stream()
        .filter(type -> type.caller() == caller)
        .map(ReachableType::name)
        .collect(Collectors.toSet());
  }
}
