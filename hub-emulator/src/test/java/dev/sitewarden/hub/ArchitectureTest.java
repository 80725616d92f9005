package dev.sitewarden.hub;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Imports point left: {@code identity telemetry twin upload functions}, then the hub that wires
 * them.
 */
final class ArchitectureTest {
  private static final JavaClasses HUB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sitewarden.hub");

  @Test
  void importsPointLeft() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("identity")
        .definedBy("dev.sitewarden.hub.identity")
        .layer("telemetry")
        .definedBy("dev.sitewarden.hub.telemetry")
        .layer("twin")
        .definedBy("dev.sitewarden.hub.twin")
        .layer("upload")
        .definedBy("dev.sitewarden.hub.upload")
        .layer("functions")
        .definedBy("dev.sitewarden.hub.functions")
        .layer("hub")
        .definedBy("dev.sitewarden.hub")
        .whereLayer("identity")
        .mayNotAccessAnyLayer()
        .whereLayer("telemetry")
        .mayOnlyAccessLayers("identity")
        .whereLayer("twin")
        .mayOnlyAccessLayers("identity", "telemetry")
        .whereLayer("upload")
        .mayOnlyAccessLayers("identity")
        .whereLayer("functions")
        .mayOnlyAccessLayers("identity", "telemetry")
        .whereLayer("hub")
        .mayNotBeAccessedByAnyLayer()
        .check(HUB);
  }
}
