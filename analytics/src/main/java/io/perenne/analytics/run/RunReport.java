// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.home.Software;
import io.perenne.analytics.ingest.text.InputHash;
import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.DatamodelSummary;
import io.perenne.analytics.pipeline.SegmentOutlook;
import io.perenne.analytics.task.StageClock;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ThresholdOrigin;
import io.perenne.clv.segment.check.CheckResult;
import io.perenne.clv.segment.check.PreviousRun;
import io.perenne.clv.segment.check.RunSummary;
import io.perenne.clv.segment.check.SegmentAggregate;
import io.perenne.clv.segment.check.SegmentTotals;
import io.perenne.clv.segment.check.Severity;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything known about a run when its datamodel is written, turned into its provenance. */
final class RunReport {
  /** How sure the ranges of what is to come are. */
  private static final double LEVEL = 0.9;

  private final RunConfiguration configuration;
  private final RunHeader header;
  private final Scanned scanned;
  private final RowFindings findings;
  private final Assessment assessment;
  private final Datamodel datamodel;
  private final DatamodelSummary summary;
  private final Earlier earlier;
  private final CrmInput crm;
  private final ServerInput events;

  RunReport(
      RunConfiguration configuration,
      RunHeader header,
      Scanned scanned,
      RowFindings findings,
      Assessment assessment,
      Datamodel datamodel,
      DatamodelSummary summary,
      Earlier earlier,
      CrmInput crm,
      ServerInput events) {
    this.configuration = configuration;
    this.header = header;
    this.scanned = scanned;
    this.findings = findings;
    this.assessment = assessment;
    this.datamodel = datamodel;
    this.summary = summary;
    this.earlier = earlier;
    this.crm = crm;
    this.events = events;
  }

  /** Returns what the checks look at. */
  RunSummary forChecks() {
    BaseSummary base = assessment.base();
    return new RunSummary(
        datamodel.rows(),
        summary.rows(),
        summary.duplicateIds(),
        summary.unsegmentedRows(),
        SegmentTotals.of(summary.segments()),
        assessment.calibration().thresholds(),
        summary.newCustomers(),
        summary.repeaters(),
        summary.buyersWithAtLeast(assessment.calibration().thresholds().loyalMinPurchaseDays()),
        summary.outliers(),
        header.referenceDate(),
        base.firstPurchase().orElse(null),
        base.lastPurchase().orElse(null),
        earlier
            .document()
            .map(run -> new PreviousRun(totals(run), summary.migration()))
            .orElse(null));
  }

  private static SegmentTotals totals(RunDocument run) {
    return SegmentTotals.of(
        run.segments().stream()
            .filter(row -> row.customers() > 0)
            .map(
                row ->
                    new SegmentAggregate(
                        Segment.of(Integer.parseInt(row.id())),
                        row.customers(),
                        row.meanValue(),
                        row.revenue()))
            .toList());
  }

  /** Returns the provenance. */
  RunDocument document(
      List<RunDocument.Input> inputs,
      List<CheckResult> checks,
      List<Message> readWarnings,
      Path contract,
      ControlLedger control,
      StageClock clock,
      Instant finishedAt) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("contract", contract.getFileName().toString());
    files.put("customers", RunStore.CUSTOMERS);
    files.put("rejects", scanned.rejects().file().getFileName().toString());
    return new RunDocument(
        RunDocument.FORMAT,
        header.runId(),
        header.startedAt(),
        finishedAt,
        header.referenceDate(),
        Assessor.intervalStart(scanned.histories(), assessment.base()),
        configuration.version(),
        configuration.toMap(),
        configuration.segmentDefinition(),
        inputs,
        scanned.histories().counts(),
        crm.counts().orElse(null),
        crm.table().map(CustomerTable::attributes).orElse(null),
        scanned.rejected(),
        scanned.rejectShare(),
        events.document(),
        events.erased(),
        findings.document(),
        ModelReport.of(assessment, header.referenceDate()),
        assessment.calibration().thresholds(),
        assessment.calibration().origins().stream().map(RunReport::origin).toList(),
        segments(),
        totals(),
        checks.stream().map(RunReport::check).toList(),
        warnings(checks, readWarnings, control),
        Map.copyOf(clock.end()),
        files,
        sizes(contract.toAbsolutePath().resolveSibling(""), files),
        InputHash.sha256(contract),
        earlier.document().map(RunDocument::runId).orElse(null),
        earlier.rebased().isPresent(),
        control.document(summary.control()),
        header.partialDay(),
        new RunDocument.Margin(assessment.margin().known(), assessment.margin().rate()),
        datamodel.rfm(),
        earlier.document().map(run -> MigrationReport.of(summary.migration())).orElse(null),
        Software.describe());
  }

  private static RunDocument.Origin origin(ThresholdOrigin origin) {
    return new RunDocument.Origin(
        origin.name(),
        origin.value(),
        origin.origin().code(),
        RunDocument.Text.of(origin.explanation()));
  }

  private static RunDocument.Check check(CheckResult check) {
    return new RunDocument.Check(
        check.code(),
        check.severity().name().toLowerCase(java.util.Locale.ROOT),
        RunDocument.Text.of(check.message()));
  }

  private List<RunDocument.SegmentRow> segments() {
    SegmentTotals totals = SegmentTotals.of(summary.segments());
    Optional<SegmentTotals> before = earlier.document().map(RunReport::totals);
    return Arrays.stream(Segment.values())
        .map(
            segment ->
                new RunDocument.SegmentRow(
                    segment.id(),
                    new RunDocument.Text(
                        segment.label(Language.ES), segment.label(Language.EN), null),
                    totals.of(segment).customers(),
                    summary.rows() == 0 ? 0 : totals.share(segment),
                    totals.of(segment).revenue(),
                    totals.of(segment).customers() == 0 ? 0 : totals.of(segment).meanLtv(),
                    before.map(previous -> previous.of(segment).customers()).orElse(null),
                    expected(
                        summary.expected().stream()
                            .filter(outlook -> outlook.segment() == segment)
                            .toList())))
        .toList();
  }

  /** Returns what is still to come from some segments, in the range that all customers share. */
  private RunDocument.Expected expected(List<SegmentOutlook> some) {
    double value = some.stream().mapToDouble(SegmentOutlook::value).sum();
    double variance = some.stream().mapToDouble(SegmentOutlook::chanceVariance).sum();
    double recent = some.stream().mapToDouble(SegmentOutlook::recent).sum();
    double days = assessment.foresight().valuation().horizon().days();
    CommonShock.Range range = assessment.foresight().shock().range(value, variance, days, LEVEL);
    boolean margin = configuration.valuation().basis() == LtvBasis.MARGIN;
    return new RunDocument.Expected(
        value, range.low(), range.high(), margin ? recent * assessment.margin().rate() : recent);
  }

  private RunDocument.Totals totals() {
    long inactive = SegmentTotals.of(summary.segments()).of(Segment.INACTIVE).customers();
    return new RunDocument.Totals(
        summary.rows(),
        summary.rows() - inactive,
        assessment.base().buyers(),
        summary.revenue().doubleValue(),
        summary.lifetimeValue(),
        assessment.base().firstPurchase().orElse(null),
        assessment.base().lastPurchase().orElse(null),
        summary.evolutions(),
        new RunDocument.Part(
            summary.secondPurchases().customers(),
            summary.secondPurchases().revenue(),
            summary.secondPurchases().meanLtv()),
        expected(summary.expected()));
  }

  private List<RunDocument.Text> warnings(
      List<CheckResult> checks, List<Message> readWarnings, ControlLedger control) {
    List<RunDocument.Text> texts = new ArrayList<>();
    if (header.partialDay()) {
      texts.add(RunDocument.Text.of(Texts.message("warning.partial-day", header.referenceDate())));
    }
    List<Message> warnings = new ArrayList<>(readWarnings);
    warnings.addAll(RowWarnings.of(scanned, scanned.idsAlike()));
    warnings.addAll(findings.warnings());
    warnings.addAll(events.warnings());
    warnings.addAll(crm.warnings());
    warnings.addAll(control.warnings());
    warnings.addAll(earlier.warnings());
    warnings.addAll(ModelWarnings.of(assessment.foresight(), knownDays()));
    checks.stream()
        .filter(check -> check.severity() != Severity.OK)
        .map(CheckResult::message)
        .forEach(warnings::add);
    warnings.stream().map(RunDocument.Text::of).forEach(texts::add);
    return texts;
  }

  /** Returns the days from the first purchase to the reference date. */
  private double knownDays() {
    return assessment
        .base()
        .firstPurchase()
        .map(first -> header.referenceDate().toEpochDay() - first.toEpochDay() + 1.0)
        .orElse(0.0);
  }

  private static Map<String, Long> sizes(Path folder, Map<String, String> files) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        sizes.put(file.getKey(), Files.size(folder.resolve(file.getValue())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }
}
