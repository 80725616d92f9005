package dev.sitewarden.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Frames and trust come first, detections are made of them; each foreign library ends in one
 * package.
 */
@AnalyzeClasses(packages = "dev.sitewarden.inference", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String FRAME = "dev.sitewarden.inference.frame..";
  private static final String TRUST = "dev.sitewarden.inference.trust..";
  private static final String DETECTION = "dev.sitewarden.inference";

  @ArchTest
  static final ArchRule framesKnowNothingOfModels =
      noClasses()
          .that()
          .resideInAPackage(FRAME)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DETECTION);

  @ArchTest
  static final ArchRule trustIsDecidedBeforeAnythingElseReadsAPackage =
      noClasses()
          .that()
          .resideInAPackage(TRUST)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DETECTION, FRAME, "ai.onnxruntime..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ffmpegEndsAtTheFrames =
      noClasses()
          .that()
          .resideInAPackage(DETECTION)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onnxRuntimeEndsAtTheDetections =
      noClasses()
          .that()
          .resideInAPackage(FRAME)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule nothingStandsInTheWayOfANativeBuild =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.awt..", "javax.imageio..", "java.lang.foreign..", "java.lang.reflect..");
}
