// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.movement;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How the customers moved between two runs: {@code /movement?from=RUN&run=RUN}. */
public final class MovementPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(MovementPages.class);
  private static final String ENTRY = "movement";
  private static final Comparator<RunDocument> IN_TIME =
      Comparator.comparing(RunDocument::referenceDate).thenComparing(RunDocument::startedAt);

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
    Optional<Pair> pair = pair(request, now.get());
    if (pair.isEmpty()) {
      site.answer(request, "frame/message.jte", frame, Notice.of("one-run"));
      return;
    }
    site.answer(
        request,
        "movement/page.jte",
        site.frame(request, TEXTS, ENTRY, Optional.of(pair.get().now())),
        view(request, pair.get()));
  }

  private void csv(Context request) {
    Pair pair = pair(request, site.requireRun(request)).orElseThrow(NotFoundResponse::new);
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

  private MovementView view(Context request, Pair pair) {
    return MovementView.of(
        pair.before(),
        pair.now(),
        site.runs().list(),
        movement(pair),
        "money".equals(request.queryParam("in")));
  }

  private Movement movement(Pair pair) {
    return site.runs().read(pair.now(), reader -> reader.since(pair.before()));
  }

  /** The run named and the one it was compared with, unless another is named; in order of time. */
  private Optional<Pair> pair(Context request, RunDocument named) {
    String from = request.queryParam("from");
    Optional<RunDocument> other =
        from == null || from.isEmpty()
            ? Optional.empty()
            : Optional.of(site.runs().find(from).orElseThrow(NotFoundResponse::new));
    return other
        .filter(run -> !run.runId().equals(named.runId()))
        .or(() -> site.runs().before(named))
        .or(() -> earlier(named))
        .or(() -> later(named))
        .map(run -> IN_TIME.compare(run, named) <= 0 ? new Pair(run, named) : new Pair(named, run));
  }

  private Optional<RunDocument> earlier(RunDocument run) {
    return site.runs().list().stream().filter(each -> IN_TIME.compare(each, run) < 0).max(IN_TIME);
  }

  private Optional<RunDocument> later(RunDocument run) {
    List<RunDocument> runs = site.runs().list();
    return runs.stream().filter(each -> IN_TIME.compare(each, run) > 0).min(IN_TIME);
  }

  /** Two runs. */
  private record Pair(RunDocument before, RunDocument now) {}
}
