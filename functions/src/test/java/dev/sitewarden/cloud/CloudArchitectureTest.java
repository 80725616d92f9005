package dev.sitewarden.cloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Data flows right, imports point left: a package may see those before it in this order, and no
 * others of ours.
 */
@AnalyzeClasses(packages = "dev.sitewarden.cloud", importOptions = DoNotIncludeTests.class)
final class CloudArchitectureTest {
  private static final List<String> ORDER =
      List.of(
          "sql",
          "observe",
          "problem",
          "rights",
          "chore",
          "audit",
          "people",
          "media",
          "ingest",
          "device",
          "incident",
          "notify",
          "review",
          "dataset",
          "archive",
          "azure",
          "page",
          "app");

  @ArchTest
  static void importsPointLeft(JavaClasses classes) {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] right =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(CloudArchitectureTest::inside)
              .toArray(String[]::new);
      if (right.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(inside(ORDER.get(i)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(right)
            .check(classes);
      }
    }
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    noClasses()
        .that()
        .resideInAPackage("dev.sitewarden.cloud..")
        .should()
        .resideOutsideOfPackages(
            ORDER.stream().map(CloudArchitectureTest::inside).toArray(String[]::new))
        .check(classes);
  }

  @ArchTest
  static final ArchRule stagesOfTheArrowDoNotSeeEachOther =
      noClasses()
          .that()
          .resideInAPackage(inside("dataset"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(inside("notify"), inside("review"), inside("ingest"))
          .because("they meet at the incident, which tells its observers");

  private static String inside(String name) {
    return "dev.sitewarden.cloud.%s..".formatted(name);
  }
}
