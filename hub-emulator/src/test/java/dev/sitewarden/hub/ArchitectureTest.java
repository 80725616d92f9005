package dev.sitewarden.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Imports point left along the arrow; the hub itself, which wires them, stands at its end. */
final class ArchitectureTest {
  private static final List<String> ARROW =
      List.of(
          "identity",
          "https",
          "telemetry",
          "twin",
          "methods",
          "upload",
          "registry",
          "provisioning",
          "functions");
  private static final JavaClasses HUB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sitewarden.hub");

  @ParameterizedTest
  @FieldSource("ARROW")
  void importsPointLeft(String name) {
    String[] right =
        ARROW.subList(ARROW.indexOf(name) + 1, ARROW.size()).stream()
            .map("dev.sitewarden.hub."::concat)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage("dev.sitewarden.hub." + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(right)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("dev.sitewarden.hub")
        .allowEmptyShould(true)
        .check(HUB);
  }

  @ParameterizedTest
  @FieldSource("ARROW")
  void arrowNamesAPackage(String name) {
    assertThat(HUB.containPackage("dev.sitewarden.hub." + name)).isTrue();
  }
}
