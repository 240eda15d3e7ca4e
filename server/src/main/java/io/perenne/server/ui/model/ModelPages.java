// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ForecastCheck;
import io.perenne.analytics.job.RunReader;
import io.perenne.clv.outlook.Calibration;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The model of a run and how its forecasts came out: {@code /model?run=RUN&from=RUN}. */
public final class ModelPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(ModelPages.class);
  private static final String ENTRY = "model";

  private final Site site;

  /** Makes the pages of a site. */
  public ModelPages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/model", this::page, Access.READ);
    routes.get("/model.csv", this::csv, Access.READ);
  }

  private void page(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    site.answer(request, "model/page.jte", frame, view(request, run.get()));
  }

  private ModelView view(Context request, RunDocument run) {
    List<RunDocument> earlier = earlier(run);
    Optional<RunDocument> before = before(request, run, earlier);
    return site.runs()
        .read(
            run,
            reader ->
                ModelView.of(
                    run,
                    earlier,
                    before,
                    before.flatMap(reader::foretold),
                    ClassicRow.of(run, reader.figures())));
  }

  /** The runs as of an earlier day that have models, the newest day first. */
  private List<RunDocument> earlier(RunDocument run) {
    return site.runs().list().stream()
        .filter(each -> RunReader.canForetell(each, run))
        .sorted(Comparator.comparing(RunDocument::referenceDate).reversed())
        .toList();
  }

  /** The run that is named, else the youngest that is due, else the oldest of a month or more. */
  private Optional<RunDocument> before(
      Context request, RunDocument run, List<RunDocument> earlier) {
    String named = request.queryParam("from");
    if (named != null && !named.isEmpty()) {
      return Optional.of(
          earlier.stream()
              .filter(each -> each.runId().equals(named))
              .findFirst()
              .orElseThrow(NotFoundResponse::new));
    }
    return oldEnough(run, earlier, ModelView.DUE_DAYS).stream()
        .findFirst()
        .or(
            () ->
                oldEnough(run, earlier, Trust.LEAST_DAYS).stream()
                    .reduce((younger, older) -> older));
  }

  private static List<RunDocument> oldEnough(RunDocument run, List<RunDocument> earlier, int days) {
    return earlier.stream()
        .filter(each -> !each.referenceDate().isAfter(run.referenceDate().minusDays(days)))
        .toList();
  }

  private void csv(Context request) {
    RunDocument run = site.requireRun(request);
    ModelView view = view(request, run);
    CsvTable csv =
        new CsvTable("forecast", "days", "group", "customers", "expected", "low", "high", "came");
    for (RunDocument.Past past : view.pasts()) {
      RunDocument.Held held = past.held();
      if (held != null) {
        csv.row(
            "past",
            past.days(),
            "total",
            held.customers(),
            held.expected(),
            held.low(),
            held.high(),
            held.actual());
        groups(csv, "past", past.days(), "decile", ModelView.groups(held.deciles()));
        groups(csv, "past", past.days(), "state", ModelView.groups(held.states()));
      }
    }
    view.check().ifPresent(check -> rows(csv, view.before().orElseThrow().runId(), check));
    csv.answer(request, "model-" + run.referenceDate() + ".csv");
  }

  private static void rows(CsvTable csv, String runId, ForecastCheck check) {
    row(csv, runId, check.days(), "total", check.total());
    for (ForecastCheck.Line line : check.segments()) {
      row(csv, runId, check.days(), "segment " + line.segment(), line);
    }
    groups(csv, runId, check.days(), "decile", check.deciles());
  }

  private static void row(
      CsvTable csv, String name, int days, String group, ForecastCheck.Line line) {
    csv.row(
        name,
        days,
        group,
        line.customers(),
        line.expected(),
        line.hasRange() ? line.low() : "",
        line.hasRange() ? line.high() : "",
        line.came());
  }

  private static void groups(
      CsvTable csv, String name, int days, String kind, List<Calibration.Group> groups) {
    for (Calibration.Group group : groups) {
      csv.row(
          name,
          days,
          kind + " " + group.number(),
          group.customers(),
          group.expected(),
          "",
          "",
          group.actual());
    }
  }
}
