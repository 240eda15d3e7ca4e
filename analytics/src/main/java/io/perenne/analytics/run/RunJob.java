// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.HomeLock;
import io.perenne.analytics.home.LockFile;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunDraft;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.pipeline.ContractFile;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.DatamodelSummary;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.RateTable;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.StageClock;
import io.perenne.analytics.task.Task;
import io.perenne.clv.segment.check.CheckResult;
import io.perenne.clv.segment.check.RunChecks;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The main job: from raw transactions to a published run.
 *
 * <p>Everything is written into a hidden draft; only when every check that may block has passed
 * does one rename make the run visible. A refused input, a full disk or a kill leaves the runs
 * before it as they were. One job runs in a home at a time; a second one waits.
 */
public final class RunJob {
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** More rejects than this are counted, not written. */
  private static final long MOST_REJECTS = 1_000_000;

  /** Groups of ids that differ only by case, named in the warning. */
  private static final int MOST_IDS_ALIKE = 5;

  private final RunRequest request;
  private final RunConfiguration configuration;
  private final Task task;
  private final StageClock clock;
  private final List<Message> unfinished = new ArrayList<>();

  private RunJob(RunRequest request, Task task) {
    this.request = request;
    this.task = task;
    configuration = request.configuration();
    clock = new StageClock(task);
  }

  /**
   * Runs the job.
   *
   * @return the provenance of the published run
   * @throws InputException if the input as a whole is refused; nothing is published
   */
  public static RunDocument run(RunRequest request, Task task) {
    return new RunJob(request, task).run();
  }

  private RunDocument run() {
    Instant startedAt = task.clock().instant();
    LocalDate today = LocalDate.ofInstant(startedAt, configuration.timeZone());
    LocalDate referenceDate = referenceDate(today);
    request.requireOutput();
    request.out().ifPresent(out -> ContractCopy.to(out).requireWritable());
    RunStore store = RunStore.of(request.home());
    try (HomeLock lock =
        HomeLock.acquire(
            request.home(),
            task.resources().lockWait(),
            LockFile.Waiter.until(
                task.cancellation()::check,
                holder ->
                    task.progress()
                        .on(Stage.READ, "waiting for another run in this home to end")))) {
      String runId = store.newId(RUN_TIME.format(startedAt), task.random().nextInt(1 << 16));
      try (RunDraft draft = RunDraft.create(store, runId)) {
        return run(
            store,
            draft,
            new RunHeader(runId, startedAt, referenceDate, referenceDate.equals(today)));
      }
    }
  }

  private LocalDate referenceDate(LocalDate today) {
    LocalDate date = request.asOf().orElse(today.minusDays(1));
    if (date.isAfter(today)) {
      throw new InputException(
          Problem.of(Texts.message("problem.future"))
              .withWhere("--as-of")
              .withValue(date.toString())
              .withRemedy(Texts.message("problem.future.remedy", today)));
    }
    Assessor.requireStart(
        configuration.interval(), date, Texts.message("problem.interval.reference-date"));
    return date;
  }

  private RunDocument run(RunStore store, RunDraft draft, RunHeader header) {
    clock.begin(Stage.READ, String.join(", ", request.transactions().paths()));
    unfinished.addAll(UnfinishedFiles.warnings(request));
    try (Engine engine = Engine.open(EngineOptions.of(task, draft.work()));
        TransactionSource source = engine.reader().openTransactions(request.transactions())) {
      return run(store, draft, header, engine, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunDocument run(
      RunStore store, RunDraft draft, RunHeader header, Engine engine, TransactionSource source)
      throws IOException {
    Pipeline pipeline = engine.pipeline();
    InputReader reader = engine.reader();
    Optional<RateTable> rates = reader.openRates(request.transactions());
    List<InputFile> rateFiles = rates.map(RateTable::file).stream().toList();
    List<InputFile> identities = source.identities().stream().toList();
    Stream.of(source.files(), rateFiles, identities).flatMap(List::stream).forEach(this::say);
    CompletableFuture<List<RunDocument.Input>> inputs =
        task.beside(
            () ->
                Stream.of(
                        Inputs.provenance("transactions", ofFiles(source)),
                        Inputs.provenance("live-orders", ofEvents(source)),
                        Inputs.provenance("rates", rateFiles),
                        Inputs.provenance("identities", identities))
                    .flatMap(List::stream)
                    .toList());
    EarlierRun before = EarlierRun.find(store, header, configuration, pipeline);
    Assessor assessor =
        new Assessor(
            pipeline,
            configuration,
            task,
            clock,
            before.document().flatMap(RunDocument::modelToKeep));
    Scanned scanned = scan(pipeline, reader, source, rates, assessor, draft, header);
    ServerInput events = ServerInput.of(request, reader, scanned.table());
    CrmInput customers = CrmInput.open(request, reader, rejects(draft).again());
    customers.requireReadable(RefusedRows.of(request, header));
    CrmInput crm = customers.meet(pipeline, scanned, request);
    RowFindings findings = RowFindings.of(pipeline, source, scanned, crm.match(), configuration);
    Assessment assessment = assessor.assess(scanned.histories());
    Earlier earlier = Earlier.of(before, store, configuration, assessor, scanned.table());
    clock.begin(Stage.PUBLISH, "writing the datamodel");
    ControlLedger control =
        ControlLedger.open(
            request.home(), store, configuration.controlGroup(), task.random(), header.startedAt());
    control.requireReadable(pipeline);
    Publication publication = publication(header, crm, control, draft, earlier, assessment);
    Datamodel datamodel =
        pipeline.publish(assessment.segments(), publication, draft.file(RunStore.CUSTOMERS));
    draft.beginToSync(RunStore.CUSTOMERS);
    Path contract =
        draft.file(ContractName.of(configuration, header, request.home().getFileName().toString()));
    export(pipeline, datamodel, contract);
    // the disk writes while the datamodel is checked; a draft that is refused is deleted
    draft.beginToSync(contract.getFileName().toString());
    DatamodelSummary summary = pipeline.summary(datamodel);
    RunReport report =
        new RunReport(
            configuration,
            header,
            scanned,
            findings,
            assessment,
            datamodel,
            summary,
            earlier,
            crm,
            events);
    List<CheckResult> checks = RunChecks.check(report.forChecks());
    refuseIfBlocked(checks, summary);
    RunDocument document =
        report.document(
            join(inputs, crm),
            checks,
            Stream.of(unfinished, source.warnings()).flatMap(List::stream).toList(),
            contract,
            control,
            clock,
            task.clock().instant());
    Files.writeString(draft.file(RunStore.DOCUMENT), RunStore.toJson(document));
    task.cancellation().check();
    // first the ledger: an assignment nobody has seen is harmless, one that is lost is not
    Consumer<String> steps = step -> clock.say(Stage.PUBLISH, step);
    control.commit(nextLedger(draft), steps);
    draft.publish(steps);
    Path published = store.folder(document).resolve(contract.getFileName());
    request.out().ifPresent(out -> ContractCopy.to(out).writeAfter(document, published, steps));
    return document;
  }

  private List<InputFile> ofFiles(TransactionSource source) {
    return source.files().stream().filter(file -> !isOfEvents(file)).toList();
  }

  private List<InputFile> ofEvents(TransactionSource source) {
    return source.files().stream().filter(this::isOfEvents).toList();
  }

  private boolean isOfEvents(InputFile file) {
    return request
        .transactions()
        .liveOrders()
        .filter(orders -> orders.table().equals(file.path()))
        .isPresent();
  }

  private void say(InputFile file) {
    Language language = configuration.language();
    RunDocument.Text format = Inputs.format(file);
    clock.say(Stage.READ, file.path() + ": " + format.in(language));
    file.mapping()
        .forEach(
            field -> clock.say(Stage.READ, file.path() + ": " + field.sentence().in(language)));
  }

  private Scanned scan(
      Pipeline pipeline,
      InputReader reader,
      TransactionSource source,
      Optional<RateTable> rates,
      Assessor assessor,
      RunDraft draft,
      RunHeader header) {
    TransactionTable table = Inputs.table(source, configuration, rates, task);
    HistoryTable histories = assessor.summarize(table, header.referenceDate());
    Scanned scanned =
        new Scanned(
            table,
            histories,
            reader.collectRejects(table, histories, rejects(draft)),
            pipeline.idsAlike(histories, MOST_IDS_ALIKE));
    task.progress()
        .on(
            Stage.SUMMARIZE,
            scanned.rows() + " rows, " + histories.counts().customers() + " customers");
    refuseIfUnreadable(scanned, header);
    CountingTickets.require(scanned, source);
    return scanned;
  }

  private static RejectFile rejects(RunDraft draft) {
    return RejectFile.of(draft.file("rejects.csv.gz"), MOST_REJECTS);
  }

  private void refuseIfUnreadable(Scanned scanned, RunHeader header) {
    if (scanned.rows() == 0) {
      throw new InputException(
          Problem.of(Texts.message("problem.no-row"))
              .withWhere(String.join(", ", request.transactions().paths()))
              .withRemedy(Texts.message("problem.no-row.remedy")));
    }
    RefusedRows.of(request, header)
        .require(
            Texts.message("rows.transactions"),
            scanned.rejects(),
            scanned.rows(),
            scanned.withoutRate() > 0
                ? RejectLimit.withoutRate(scanned.withoutRate(), configuration)
                : RejectLimit.remedy());
  }

  private Publication publication(
      RunHeader header,
      CrmInput crm,
      ControlLedger control,
      RunDraft draft,
      Earlier earlier,
      Assessment assessment) {
    boolean revenue =
        configuration.valuation().basis() == io.perenne.analytics.config.LtvBasis.REVENUE;
    return new Publication(
        header.runId(),
        configuration.language(),
        crm.table(),
        configuration.datamodel().contactIdFallback(),
        revenue,
        new Publication.Margin(
            revenue && assessment.margin().known(), revenue ? assessment.margin().rate() : 1),
        control.publication(nextLedger(draft)),
        earlier.publication());
  }

  private static Path nextLedger(RunDraft draft) {
    return draft.work().resolve("ledger.parquet");
  }

  private static void refuseIfBlocked(List<CheckResult> checks, DatamodelSummary summary) {
    if (!summary.violations().isEmpty()) {
      throw new IllegalStateException(
          "the datamodel breaks its own rules; nothing was published: " + summary.violations());
    }
    if (RunChecks.block(checks)) {
      throw new IllegalStateException(
          "a check forbids to publish: "
              + checks.stream()
                  .filter(check -> RunChecks.block(List.of(check)))
                  .map(check -> check.message().in(Language.EN))
                  .toList());
    }
  }

  private void export(Pipeline pipeline, Datamodel datamodel, Path contract) {
    pipeline.export(
        datamodel,
        new ContractFile(
            contract,
            configuration.datamodel().extendedColumns(),
            configuration.datamodel().newline(),
            configuration.datamodel().nullText()));
  }

  private static List<RunDocument.Input> join(
      CompletableFuture<List<RunDocument.Input>> inputs, CrmInput crm) {
    try {
      return Stream.concat(inputs.join().stream(), crm.provenance().stream()).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
