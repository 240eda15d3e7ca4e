// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.movement;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.reading.RunPair;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Menu;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.Optional;

/** How the customers moved between two runs: {@code /movement?from=RUN&run=RUN}. */
public final class MovementPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(MovementPages.class);
  private static final String ENTRY = "movement";

  private final Site site;

  /** Makes the pages of a site. */
  public MovementPages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/movement", this::page);
    routes.get("/movement.csv", this::csv);
  }

  private void page(Context request) {
    Optional<RunDocument> now = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, now);
    if (now.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    Optional<RunPair> pair = pair(request, now.get());
    if (pair.isEmpty()) {
      site.answer(request, "frame/message.jte", frame, Notice.of("one-run", Menu.RUNS));
      return;
    }
    site.answer(
        request,
        "movement/page.jte",
        site.frame(request, TEXTS, ENTRY, Optional.of(pair.get().now())),
        view(request, pair.get()));
  }

  private void csv(Context request) {
    RunPair pair = pair(request, site.requireRun(request)).orElseThrow(NotFoundResponse::new);
    CsvTable csv =
        new CsvTable(
            "segment_before",
            "segment_now",
            "band_before",
            "band_now",
            "reason",
            "cause",
            "customers",
            "spent_before",
            "expected_before",
            "spent_now",
            "expected_now");
    for (Movement.Cell cell : movement(pair).cells()) {
      csv.row(
          cell.segmentBefore(),
          cell.segmentNow(),
          cell.bandBefore(),
          cell.bandNow(),
          cell.reason().code(),
          cell.cause(),
          cell.customers(),
          cell.soFarBefore(),
          cell.expectedBefore(),
          cell.soFarNow(),
          cell.expectedNow());
    }
    csv.answer(
        request,
        "movement-" + pair.before().referenceDate() + "-" + pair.now().referenceDate() + ".csv");
  }

  private MovementView view(Context request, RunPair pair) {
    return MovementView.of(
        pair.before(),
        pair.now(),
        site.runs().list(),
        movement(pair),
        "money".equals(request.queryParam("in")));
  }

  private Movement movement(RunPair pair) {
    return site.runs().read(pair.now(), reader -> reader.since(pair.before()));
  }

  /** The run named and the one it was compared with, unless another is named; in order of time. */
  private Optional<RunPair> pair(Context request, RunDocument named) {
    String from = request.queryParam("from");
    Optional<RunDocument> other =
        from == null || from.isEmpty()
            ? Optional.empty()
            : Optional.of(site.runs().find(from).orElseThrow(NotFoundResponse::new));
    return RunPair.of(site.runs(), named, other);
  }
}
