// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which stage may know which: data flows one way, and an import points only against the flow. */
@AnalyzeClasses(
    packages = "io.perenne",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class StagesTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.perenne.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule clv_knowsOnlyItselfAndJava =
      classes()
          .that()
          .resideInAPackage("io.perenne.clv..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.perenne.clv..", "java..", "javax.crypto..", "org.jspecify.."));

  @ArchTest
  static final ArchRule clv_touchesNeitherFilesNorNetworkNorDatabase =
      noClasses()
          .that()
          .resideInAPackage("io.perenne.clv..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.nio.file..", "java.net..", "java.sql..", "java.util.logging..");

  /** The class path does not hold what the module of clv hides. */
  @ArchTest
  static final ArchRule clv_isUsedByWhatItExports =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.clv..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.perenne.clv.numeric..", "io.perenne.clv.fit.search.."));

  @ArchTest
  static final ArchRule analytics_knowsNoModuleAfterIt =
      noClasses()
          .that()
          .resideInAPackage("io.perenne.analytics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.perenne.engage..", "io.perenne.server..", "io.perenne.cli..");

  @ArchTest
  static final ArchRule duckdb_staysBehindItsWall =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.analytics.duckdb..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.duckdb.."));

  @ArchTest
  static final ArchRule engine_isKnownOnlyAsAService =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.analytics.duckdb..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.perenne.analytics.duckdb.."));

  @ArchTest
  static final ArchRule jdbc_isSpokenOnlyWhereRowsAreRead =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.perenne.analytics.duckdb..", "io.perenne.analytics.delivery.postgres..")
          .should()
          .dependOnClassesThat(resideInAPackage("java.sql.."));

  @ArchTest
  static final ArchRule commandLineLibraries_stayInTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.cli..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.."));
}
