package dev.sitewarden.training;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrow: pictures flow right, imports point left. */
@AnalyzeClasses(
    packages = "dev.sitewarden.training",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.sitewarden.training";

  @ArchTest
  static final ArchRule IMPORTS_POINT_LEFT =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("dataset")
          .definedBy(ROOT + ".dataset")
          .layer("picture")
          .definedBy(ROOT + ".picture")
          .layer("network")
          .definedBy(ROOT + ".network")
          .layer("learning")
          .definedBy(ROOT + ".learning")
          .layer("scoring")
          .definedBy(ROOT + ".scoring")
          .layer("packaging")
          .definedBy(ROOT + ".packaging")
          .layer("commands")
          .definedBy(ROOT)
          .whereLayer("dataset")
          .mayNotAccessAnyLayer()
          .whereLayer("picture")
          .mayOnlyAccessLayers("dataset")
          .whereLayer("network")
          .mayOnlyAccessLayers("dataset")
          .whereLayer("learning")
          .mayOnlyAccessLayers("dataset", "picture", "network")
          .whereLayer("scoring")
          .mayOnlyAccessLayers("dataset")
          .whereLayer("packaging")
          .mayOnlyAccessLayers("dataset", "network", "learning", "scoring")
          .whereLayer("commands")
          .mayNotBeAccessedByAnyLayer();
}
