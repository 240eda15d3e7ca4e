// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.outcome;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ControlReport;
import io.perenne.analytics.job.MeasureControl;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.Looks;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Menu;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether it worked: {@code /outcome?run=RUN&from=RUN}, the target arm against control since an
 * earlier run of the same epoch.
 */
public final class OutcomePages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(OutcomePages.class);
  private static final String ENTRY = "outcome";

  private final Site site;

  /** Makes the pages of a site. */
  public OutcomePages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/outcome", this::page, Access.READ);
    routes.get("/outcome.csv", this::csv, Access.READ);
  }

  private void page(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    Optional<RunDocument> start = start(request, run.get());
    if (start.isEmpty()) {
      String why = run.get().control() == null ? "outcome.off" : "outcome.first";
      Menu.Entry way = run.get().control() == null ? Menu.SETTINGS : Menu.RUNS;
      site.answer(request, "frame/message.jte", frame, Notice.of(why, way));
      return;
    }
    List<RunDocument> starts =
        site.runs().list().stream()
            .filter(each -> MeasureControl.isStart(each, run.get()))
            .toList();
    site.answer(
        request,
        "outcome/page.jte",
        frame,
        new OutcomeView(run.get(), start.get(), starts, report(run.get(), start.get())));
  }

  /** The run named, else the first of the epoch. */
  private Optional<RunDocument> start(Context request, RunDocument run) {
    String named = request.queryParam("from");
    if (named == null || named.isEmpty()) {
      return MeasureControl.start(run, site.runs().list());
    }
    return Optional.of(
        site.runs()
            .find(named)
            .filter(each -> MeasureControl.isStart(each, run))
            .orElseThrow(NotFoundResponse::new));
  }

  private ControlReport report(RunDocument run, RunDocument start) {
    return site.runs().read(run, reader -> reader.measured(start, Looks.ANY, MeasureControl.YEAR));
  }

  private void csv(Context request) {
    RunDocument run = site.requireRun(request);
    ControlReport report = report(run, start(request, run).orElseThrow(NotFoundResponse::new));
    if (report.verdict() == ControlReport.Verdict.MISMATCH) {
      throw new NotFoundResponse();
    }
    CsvTable csv =
        new CsvTable(
            "measure",
            "segment",
            "customers_control",
            "customers_target",
            "mean_control",
            "mean_target",
            "difference",
            "low",
            "high",
            "relative",
            "verdict");
    report.measures().forEach(line -> row(csv, line.measure().code(), "", line.lift()));
    optional(csv, "revenue_without_extremes", report.sensitivity());
    optional(csv, "revenue_contactable", report.contactable());
    for (ControlReport.SegmentLine line : report.segments()) {
      Lift lift = line.lift();
      if (lift == null) {
        csv.row(
            "revenue", line.segment(), line.controls(), line.targets(), "", "", "", "", "", "", "");
      } else {
        row(csv, "revenue", line.segment(), lift);
      }
    }
    csv.answer(request, "outcome-" + report.first() + "-" + report.last() + ".csv");
  }

  private static void optional(CsvTable csv, String measure, @Nullable Lift lift) {
    if (lift != null) {
      row(csv, measure, "", lift);
    }
  }

  private static void row(CsvTable csv, String measure, String segment, Lift lift) {
    csv.row(
        measure,
        segment,
        lift.controls(),
        lift.targets(),
        lift.control(),
        lift.target(),
        lift.difference(),
        lift.low(),
        lift.high(),
        Double.isNaN(lift.relative()) ? "" : lift.relative(),
        lift.verdict().name().toLowerCase(Locale.ROOT));
  }
}
