// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument.Text;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.IdShape;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.RowLook;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.task.Task;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a run would make of files: it reads them by the same steps, and notes a refusal
 * where a run would end. Publishes nothing.
 */
public final class InspectJob {
  private static final int EXAMPLES = 5;

  /** Groups of ids that differ only by case, named in the warning. */
  private static final int MOST_IDS_ALIKE = 5;

  private final RunRequest request;
  private final RunConfiguration configuration;
  private final LocalDate referenceDate;
  private final Task task;
  private final Path work;
  private final List<Inspection.File> files = new ArrayList<>();
  private final List<Inspection.Reject> rejects = new ArrayList<>();
  private final List<Text> warnings = new ArrayList<>();
  private final List<Problem> refusals = new ArrayList<>();
  private @Nullable Scanned scanned;
  private @Nullable RowLook look;
  private List<IdShape> ids = List.of();
  private Optional<RowFindings> findings = Optional.empty();
  private CrmInput crm = new CrmInput(Optional.empty(), List.of(), Optional.empty());

  private InspectJob(RunRequest request, Task task, Path work) {
    this.request = request;
    this.task = task;
    this.work = work;
    configuration = request.configuration();
    referenceDate =
        request
            .asOf()
            .orElseGet(() -> LocalDate.ofInstant(task.clock().instant(), configuration.timeZone()));
  }

  /** Inspects the files of a request; of its reference date only what is after it is told. */
  public static Inspection run(RunRequest request, Task task) {
    Path work = newFolder();
    try (Engine engine = Engine.open(EngineOptions.of(task, work))) {
      return new InspectJob(request, task, work).inspect(engine);
    } finally {
      DurableFiles.deleteFolder(work);
    }
  }

  /** Inspects the files of the CRM alone, whatever transactions there are. */
  static Inspection customers(RunRequest request, Task task) {
    Path work = newFolder();
    try (Engine engine = Engine.open(EngineOptions.of(task, work))) {
      InspectJob job = new InspectJob(request, task, work);
      job.attempt(
              () ->
                  CrmInput.open(
                      request, engine.reader(), job.rejectFile("rejected-customers.csv.gz")))
          .ifPresent(job::describe);
      return job.found();
    } finally {
      DurableFiles.deleteFolder(work);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("perenne-inspect");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the answer of a step; none if a run would end there. */
  private <T> Optional<T> attempt(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (InputException e) {
      refusals.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Inspection inspect(Engine engine) {
    Optional<TransactionSource> opened =
        attempt(() -> engine.reader().openTransactions(request.transactions()));
    if (opened.isPresent()) {
      try (TransactionSource source = opened.get()) {
        transactions(engine, source);
      }
    }
    return found();
  }

  private Inspection found() {
    findings.map(RowFindings::warnings).ifPresent(this::warn);
    warn(crm.warnings());
    Scanned read = scanned;
    return new Inspection(
        files,
        read == null ? null : read.histories().counts(),
        read == null ? 0 : read.rejected(),
        look,
        ids,
        findings.map(RowFindings::document).orElse(null),
        crm.counts().orElse(null),
        rejects,
        warnings,
        refusals.stream().distinct().toList());
  }

  private void warn(List<Message> messages) {
    messages.stream().map(Text::of).forEach(warnings::add);
  }

  private void transactions(Engine engine, TransactionSource source) {
    describe("transactions", source.files());
    InputReader reader = engine.reader();
    Pipeline pipeline = engine.pipeline();
    attempt(() -> reader.openRates(request.transactions()))
        .map(rates -> Inputs.table(source, configuration, rates, task))
        .ifPresent(table -> rows(pipeline, reader, table, source));
    warnings.addAll(0, source.warnings().stream().map(Text::of).toList());
    warnings.addAll(0, UnfinishedFiles.warnings(request).stream().map(Text::of).toList());
  }

  private void describe(String kind, List<InputFile> described) {
    described.forEach(file -> files.add(Inspection.File.of(kind, file)));
  }

  private void rows(
      Pipeline pipeline, InputReader reader, TransactionTable table, TransactionSource source) {
    ObservationPeriod period = Assessor.period(configuration.interval(), referenceDate);
    // statuses nobody knows are noted as a refusal, and then read as not counting
    Optional<HistoryTable> histories =
        attempt(() -> pipeline.summarize(table, period))
            .or(() -> attempt(() -> pipeline.summarize(table, period)));
    if (histories.isEmpty()) {
      return;
    }
    Scanned read =
        new Scanned(
            table,
            histories.get(),
            reader.collectRejects(table, histories.get(), rejectFile("rejects.csv.gz")),
            pipeline.idsAlike(histories.get(), MOST_IDS_ALIKE));
    scanned = read;
    look = pipeline.look(table);
    ids = pipeline.idShapes(read.histories());
    keep(read.rejects());
    attempt(() -> readable(Texts.message("rows.transactions"), read.rejects(), read.rows()));
    attempt(
        () -> {
          CountingTickets.require(read, source);
          return true;
        });
    if (read.rows() == 0) {
      refusals.add(Problem.of(Texts.message("problem.no-row")));
    }
    warn(RowWarnings.of(read, read.idsAlike()));
    attempt(() -> CrmInput.open(request, reader, rejectFile("rejected-customers.csv.gz")))
        .ifPresent(input -> customers(pipeline, read, input));
    findings = Optional.of(RowFindings.of(pipeline, source, read, crm.match(), configuration));
  }

  private void describe(CrmInput input) {
    crm = input;
    CustomerTable table = input.table().orElseThrow();
    describe("customers", table.files());
    keep(table.rejects());
    attempt(
        () -> readable(Texts.message("rows.customers"), table.rejects(), table.counts().rows()));
  }

  private void customers(Pipeline pipeline, Scanned read, CrmInput input) {
    crm = input;
    if (input.table().isEmpty()) {
      return;
    }
    CustomerTable table = input.table().get();
    describe(input);
    attempt(() -> CrmMeeting.require(pipeline, read, table, request))
        .ifPresent(match -> crm = met(input, match));
  }

  private static CrmInput met(CrmInput input, CustomerMatch match) {
    return new CrmInput(input.table(), input.provenance(), Optional.of(match));
  }

  private boolean readable(Message kind, Rejects unreadable, long rows) {
    RejectLimit.of(configuration)
        .require(kind, unreadable.count(), rows, () -> "", RejectLimit.remedy());
    return true;
  }

  private RejectFile rejectFile(String name) {
    return RejectFile.of(work.resolve(name), EXAMPLES);
  }

  private void keep(Rejects unreadable) {
    if (unreadable.written() == 0) {
      return;
    }
    ReadOptions options = ReadOptions.detect().withDelimiter(",").withQuote('"').withHeader();
    Iterator<Message> reasons = unreadable.reasons().iterator();
    for (CsvRow row : TableReader.read(unreadable.file(), options).rows()) {
      List<String> fields = row.fields();
      if (fields.size() == 5 && !fields.get(0).isEmpty() && reasons.hasNext()) {
        rejects.add(
            new Inspection.Reject(
                fields.get(0), fields.get(1), fields.get(2), fields.get(3), reasons.next()));
      }
    }
  }
}
