// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.RunReader;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Optional;

/** Which segments hold the value: {@code /segments}. */
public final class SegmentsPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(SegmentsPages.class);
  private static final String ENTRY = "segments";

  private final Site site;

  /** Makes the pages of a site. */
  public SegmentsPages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/segments", this::table, Access.READ);
    routes.get("/segments.csv", this::csv, Access.READ);
  }

  private void table(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    site.answer(request, "segments/table.jte", frame, view(run.get(), frame, request));
  }

  private void csv(Context request) {
    RunDocument run = site.requireRun(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, Optional.of(run));
    SegmentsView view = view(run, frame, request);
    CsvTable csv =
        new CsvTable(
            "id",
            "segment",
            "customers",
            "rhythm_days",
            "silence_days",
            "life_days",
            "tickets",
            "revenue",
            "value",
            "up",
            "down");
    for (SegmentsView.Row row : view.rows()) {
      csv.row(
          row.id(),
          row.name(),
          row.group().customers(),
          row.group().meanRhythm(),
          row.group().meanSilence(),
          row.group().meanLife(),
          row.group().tickets(),
          row.group().revenue(),
          row.group().value(),
          row.group().up(),
          row.group().down());
    }
    csv.answer(request, "segments-" + run.referenceDate() + ".csv");
  }

  private SegmentsView view(RunDocument run, Frame frame, Context request) {
    boolean bands = "bands".equals(request.queryParam("by"));
    List<RunDocument> history = site.runs().list();
    return SegmentsView.of(
        run,
        site.runs().before(run),
        history,
        site.runs().read(run, RunReader::figures),
        bands,
        frame.language());
  }
}
