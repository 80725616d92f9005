package dev.sitewarden.domain;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports point left, and the domain is plain Java. */
class DomainArchitectureTest {
  private static final String ROOT = "dev.sitewarden.domain.";
  private static final List<String> LEFT_TO_RIGHT =
      List.of(
          "site",
          "edl",
          "geometry",
          "model",
          "vision",
          "incident",
          "dataset",
          "evaluation",
          "fleet",
          "wire");
  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sitewarden.domain");

  static List<String> leftToRight() {
    return LEFT_TO_RIGHT;
  }

  @ParameterizedTest
  @MethodSource("leftToRight")
  void importsPointLeft(String name) {
    String[] right =
        LEFT_TO_RIGHT.stream()
            .skip(LEFT_TO_RIGHT.indexOf(name) + 1)
            .map(other -> ROOT + other)
            .toArray(String[]::new);

    noClasses()
        .that(resideInAPackage(ROOT + name))
        .should()
        .dependOnClassesThat(resideInAnyPackage(right))
        .check(DOMAIN);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(DOMAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(LEFT_TO_RIGHT.stream().map(ROOT::concat).toList());
  }

  @Test
  void onlyTheCodecsKnowJackson() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT + "wire", ROOT + "dataset")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.."))
        .check(DOMAIN);
  }

  @Test
  void everythingElseIsPlainJava() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify.annotations",
                "dev.sitewarden.domain..",
                "com.fasterxml.jackson.core.."))
        .check(DOMAIN);
  }
}
