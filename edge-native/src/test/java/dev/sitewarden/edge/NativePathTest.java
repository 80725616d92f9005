package dev.sitewarden.edge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every class that goes into the native executable does without. Reflection, services and
 * serialization would need metadata of our own; the Foreign Function API cannot be cross-built for
 * ARM; AWT and ImageIO bring a dozen more libraries.
 */
class NativePathTest {
  private static final JavaClasses EXECUTABLE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.sitewarden.edge", "dev.sitewarden.inference", "dev.sitewarden.domain");

  /** Methods of {@link Class} that look something up by a name that a build cannot see. */
  private static final Set<String> LOOKUPS =
      Set.of(
          "forName",
          "getConstructor",
          "getDeclaredConstructor",
          "getConstructors",
          "getDeclaredConstructors",
          "getMethod",
          "getDeclaredMethod",
          "getMethods",
          "getDeclaredMethods",
          "getField",
          "getDeclaredField",
          "getFields",
          "getDeclaredFields",
          "getRecordComponents",
          "newInstance");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.foreign..",
        "java.lang.reflect..",
        "java.awt..",
        "javax.imageio..",
        "javax.swing..",
        "com.fasterxml.jackson.databind..",
      })
  void packageStaysOut(String banned) {
    noClasses().should().dependOnClassesThat().resideInAPackage(banned).check(EXECUTABLE);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        java.util.ServiceLoader.class,
        java.io.ObjectInputStream.class,
        java.io.ObjectOutputStream.class,
        java.io.Externalizable.class,
      })
  void typeStaysOut(Class<?> banned) {
    noClasses().should().dependOnClassesThat().areAssignableTo(banned).check(EXECUTABLE);
  }

  @Test
  void nothingIsLookedUpByName() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "look up members or types by name",
                (JavaMethodCall call) ->
                    call.getTargetOwner().isEquivalentTo(Class.class)
                        && LOOKUPS.contains(call.getName())))
        .check(EXECUTABLE);
  }

  @Test
  void everyModuleOfTheExecutableIsLookedAt() {
    assertThat(EXECUTABLE)
        .extracting(JavaClass::getName)
        .contains(
            "dev.sitewarden.edge.app.EdgeMain",
            "dev.sitewarden.inference.Detector",
            "dev.sitewarden.domain.geometry.BoundingBox");
  }
}
