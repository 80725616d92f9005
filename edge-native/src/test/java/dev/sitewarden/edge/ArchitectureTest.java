package dev.sitewarden.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrow of the edge: data flows from left to right, imports point left. */
class ArchitectureTest {
  private static final List<String> ARROW =
      List.of(
          "command",
          "disk",
          "http",
          "capture",
          "detect",
          "incident",
          "media",
          "collect",
          "replay",
          "outbox",
          "identity",
          "hub",
          "models",
          "twin",
          "metrics",
          "live",
          "doctor",
          "log",
          "app");

  private static final JavaClasses EDGE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sitewarden.edge");

  static List<String> packages() {
    return ARROW.subList(0, ARROW.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsPointLeft(String name) {
    String[] right =
        ARROW.subList(ARROW.indexOf(name) + 1, ARROW.size()).stream()
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(right)
        .check(EDGE);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void strangersStayWithWhomTalksToThem(String stranger, List<String> homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            homes.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(stranger)
        .check(EDGE);
  }

  static List<Arguments> strangers() {
    return List.of(
        Arguments.of("org.eclipse.paho..", List.of("hub")),
        Arguments.of("java.net.http..", List.of("http", "identity", "hub", "models", "app")));
  }

  private static String inside(String name) {
    return "dev.sitewarden.edge." + name + "..";
  }
}
