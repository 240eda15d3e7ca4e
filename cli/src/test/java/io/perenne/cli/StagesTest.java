// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** Which stage may know which: data flows one way, and an import points only against the flow. */
@AnalyzeClasses(
    packages = "io.perenne",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class StagesTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.perenne.(**)").should().beFreeOfCycles();

  /** Each stage of clv with those before it that it may know. All of them may know words. */
  private static final List<String> CLV =
      List.of(
          "words:",
          "numeric:",
          "history: numeric",
          "fit: numeric history",
          "fit.search: numeric history fit",
          "model: numeric history fit fit.search",
          "spend: numeric history fit fit.search",
          "contract: numeric fit fit.search model",
          "season: numeric history fit fit.search model",
          "cohort: numeric history fit fit.search model",
          "forecast: numeric history fit model spend cohort",
          "value: numeric history fit model spend",
          "outlook: fit history model numeric season spend value forecast segment segment.quantile"
              + " backtest",
          "segment.quantile:",
          "segment: segment.quantile",
          "segment.check: numeric segment",
          "control: numeric segment",
          "backtest: history fit model spend season forecast value segment.quantile");

  /**
   * Each stage of analytics with those before it that it may know. All of them may know what is in
   * the package of the module itself.
   */
  private static final List<String> ANALYTICS =
      List.of(
          "task:",
          "sql:",
          "datamodel:",
          "home:",
          "config: home",
          "ingest: config sql",
          "ingest.column: ingest",
          "ingest.text: home sql ingest ingest.column",
          "ingest.excel:",
          "ingest.meaning: ingest.column",
          "ingest.profile: ingest.column ingest.meaning",
          "ingest.source: home sql config ingest ingest.column ingest.text ingest.meaning"
              + " ingest.profile ingest.excel",
          "pipeline: task home sql config ingest ingest.column ingest.meaning ingest.source",
          "duckdb.collect:",
          "duckdb.read: home sql config task ingest ingest.column ingest.source ingest.text"
              + " pipeline duckdb.collect ingest.meaning ingest.profile",
          "duckdb: task sql datamodel home config ingest ingest.column ingest.source ingest.text"
              + " pipeline duckdb.collect duckdb.read ingest.meaning",
          "covariates: config ingest ingest.column ingest.source ingest.text pipeline",
          "table: home duckdb pipeline",
          "fit: task home config ingest.source ingest.text pipeline duckdb covariates",
          "score: task home config ingest.source pipeline duckdb covariates table fit",
          "period: task home config ingest ingest.meaning ingest.source ingest.text pipeline table"
              + " fit score",
          "cohort: task home ingest.source pipeline table fit score period",
          "backtest.page: home fit score",
          "backtest: task home config ingest.source pipeline duckdb covariates fit score"
              + " backtest.page",
          "run: task home config ingest ingest.column ingest.meaning ingest.profile ingest.source"
              + " ingest.text pipeline duckdb fit",
          "delivery.destination: home config datamodel",
          "delivery.pack: task home sql config datamodel pipeline duckdb delivery.destination",
          "delivery.channel: config datamodel delivery.destination delivery.pack",
          "delivery.files: home config delivery.destination delivery.channel",
          "delivery.sftp: home config delivery.destination delivery.channel delivery.files",
          "delivery.https: home config delivery.destination delivery.channel",
          "delivery.postgres: home sql config datamodel delivery.destination delivery.channel"
              + " delivery.pack delivery.https",
          "delivery.marketingcloud: home config delivery.destination delivery.channel"
              + " delivery.pack delivery.https",
          "delivery: task home config delivery.destination delivery.pack delivery.channel"
              + " delivery.files delivery.sftp delivery.https delivery.postgres"
              + " delivery.marketingcloud",
          "explain: home datamodel",
          "query: task home delivery.destination",
          "job: task home config datamodel ingest.column ingest.source pipeline duckdb fit score"
              + " period cohort backtest run query delivery.channel delivery.destination delivery");

  /** Each stage of engage with those before it that it may know. */
  private static final List<String> ENGAGE =
      List.of(
          "identity:",
          "linkage:",
          "event: identity",
          "profile: event identity",
          "audience: identity linkage event profile",
          "decision: profile",
          "journey: audience decision",
          "outcome:");

  /** Each part of the server with those before it that it may know. */
  private static final List<String> SERVER =
      List.of(
          "storage:",
          "log:",
          "job: storage log",
          "schedule: storage",
          "reading:",
          "action: reading",
          "content: action",
          "journey: action reading",
          "account: storage",
          "notify: storage job schedule account",
          "metrics: reading storage",
          "oidc: account storage",
          "options:",
          "settings: account schedule job storage",
          "upload:",
          "live.source: account storage",
          "live.intake: storage",
          "live.profile: live.intake account storage",
          "kafka: live.intake storage",
          "audience: account reading live.intake storage",
          "live.linkage: job live.intake live.profile account storage",
          "change: account audience reading notify kafka live.intake storage",
          "channel: action notify live.intake live.profile account storage",
          "decision: action channel reading live.intake live.profile storage",
          "privacy: account reading live.intake live.profile storage",
          "ui.frame: account reading",
          "live.collect: ui.frame live.source live.intake storage",
          "ui.person: ui.frame account reading job live.intake live.profile live.linkage privacy"
              + " storage",
          "ui.data: ui.frame reading account settings storage upload",
          "ui.home: ui.frame reading",
          "ui.help: ui.frame",
          "ui.segments: ui.frame reading",
          "ui.customers: ui.frame reading ui.person",
          "ui.movement: ui.frame reading",
          "ui.model: ui.frame reading",
          "ui.control: ui.frame reading account",
          "ui.outcome: ui.frame reading",
          "ui.search: ui.frame reading account ui.person",
          "ui.datamodel: ui.frame reading",
          "ui.runs: ui.frame reading account job settings storage",
          "ui.jobs: ui.frame reading account job storage",
          "ui.notices: ui.frame reading account notify storage",
          "ui.account: ui.frame account oidc storage",
          "ui.platform: ui.frame account storage reading",
          "ui.settings: ui.frame settings schedule reading",
          "ui.destinations: ui.frame account settings storage reading",
          "ui.messages: ui.frame account channel reading storage",
          "ui.live: ui.frame account reading notify live.source live.intake live.profile change"
              + " storage",
          "ui.audiences: ui.frame account audience live.intake reading storage",
          "ui: ui.messages channel ui.audiences ui.frame ui.home ui.help ui.segments ui.customers ui.movement"
              + " ui.datamodel ui.runs ui.jobs ui.model ui.control ui.outcome ui.search ui.data ui.settings ui.destinations"
              + " ui.notices ui.account ui.platform ui.live ui.person privacy live.linkage live.profile"
              + " live.source settings account oidc job storage upload",
          "api: decision ui.frame ui.segments ui.customers ui.datamodel ui.runs reading account settings"
              + " schedule job storage live.intake live.profile live.linkage privacy change notify"
              + " audience ui.audiences channel",
          "mcp: api ui.frame account audience reading settings storage",
          "http: ui.frame account api metrics log storage");

  @ArchTest
  static void server_followsItsArrows(JavaClasses all) {
    // what is made of the templates knows what they show
    check(
        all.that(DescribedPredicate.not(resideInAPackage("io.perenne.server.pages.."))),
        "io.perenne.server",
        SERVER,
        "");
  }

  @ArchTest
  static final ArchRule http_isSpokenOnlyByTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.server..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "gg.jte.."));

  @ArchTest
  static void clv_followsItsArrows(JavaClasses all) {
    check(all, "io.perenne.clv", CLV, "words");
  }

  @ArchTest
  static void analytics_followsItsArrows(JavaClasses all) {
    check(all, "io.perenne.analytics", ANALYTICS, "");
  }

  @ArchTest
  static void engage_followsItsArrows(JavaClasses all) {
    check(all, "io.perenne.engage", ENGAGE, "");
  }

  @ArchTest
  static final ArchRule engage_knowsOnlyClvAndJava =
      classes()
          .that()
          .resideInAPackage("io.perenne.engage..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.perenne.engage..", "io.perenne.clv..", "java..", "org.jspecify.."));

  /** The layer of what stands in the package of a module itself. */
  private static final String MODULE = "module";

  /** A package that no line names fails too. */
  private static void check(
      JavaClasses all, String module, List<String> arrows, String knownToAll) {
    var architecture =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .ensureAllClassesAreContainedInArchitecture()
            .layer(MODULE)
            .definedBy(module);
    for (String arrow : arrows) {
      String stage = arrow.substring(0, arrow.indexOf(':'));
      architecture = architecture.layer(stage).definedBy(module + "." + stage);
    }
    for (String arrow : arrows) {
      String stage = arrow.substring(0, arrow.indexOf(':'));
      String[] known = (arrow.substring(stage.length() + 1) + " " + knownToAll).strip().split(" +");
      List<String> allowed = new ArrayList<>(List.of(known));
      allowed.removeIf(String::isEmpty);
      allowed.add(MODULE);
      allowed.remove(stage);
      architecture =
          architecture
              .whereLayer(stage)
              .mayOnlyAccessLayers(allowed.stream().distinct().toArray(String[]::new));
    }
    architecture.check(all.that(resideInAPackage(module + "..")));
  }

  @ArchTest
  static final ArchRule clv_knowsOnlyItselfAndJava =
      classes()
          .that()
          .resideInAPackage("io.perenne.clv..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.perenne.clv..", "java..", "javax.crypto..", "org.jspecify.."));

  @ArchTest
  static final ArchRule clvAndEngage_touchNeitherFilesNorNetworkNorDatabase =
      noClasses()
          .that()
          .resideInAnyPackage("io.perenne.clv..", "io.perenne.engage..")
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

  /** Whoever sends an event never waits for the engine. */
  @ArchTest
  static final ArchRule live_runsWithoutTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage("io.perenne.server.live..", "io.perenne.server.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.perenne.analytics.*..", "org.duckdb..");

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
              "io.perenne.analytics.duckdb..",
              "io.perenne.analytics.delivery.postgres..",
              "io.perenne.analytics.query..",
              "io.perenne.server.storage..")
          .should()
          .dependOnClassesThat(resideInAPackage("java.sql.."));

  @ArchTest
  static final ArchRule jobs_areKnownToNoStageBeforeThem =
      noClasses()
          .that()
          .resideInAPackage("io.perenne.analytics..")
          .and()
          .resideOutsideOfPackage("io.perenne.analytics.job..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.perenne.analytics.job.."));

  @ArchTest
  static final ArchRule commandLine_isInLayers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("program")
          .definedBy("io.perenne.cli")
          .layer("commands")
          .definedBy("io.perenne.cli.command..")
          .layer("printing")
          .definedBy("io.perenne.cli.print..", "io.perenne.cli.failure..")
          .layer("engine")
          .definedBy("io.perenne.analytics.duckdb..")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("commands")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("engine")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule commandLineLibraries_stayInTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.perenne.cli..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.."));
}
