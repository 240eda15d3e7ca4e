// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.analytics.pipeline.QuarterSpread;
import io.perenne.clv.control.ArmBalance;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a run, {@code /control-group}, and what another share of it would see:
 * {@code /control-group?share=10&effect=20&segment=02}, both in per cent.
 */
public final class ControlPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(ControlPages.class);
  private static final String ENTRY = "control-group";
  private static final double USUAL_SHARE = 0.1;

  private final Site site;

  /** Makes the pages of a site. */
  public ControlPages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/control-group", this::page, Access.READ);
    routes.get("/control-group/plan", this::plan, Access.READ);
    routes.get("/control-group.csv", this::csv, Access.READ);
  }

  private void page(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    site.answer(request, "control/page.jte", frame, view(request, run.get()));
  }

  /** The piece of the page that changes with the share asked about. */
  private void plan(Context request) {
    RunDocument run = site.requireRun(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, Optional.of(run));
    site.answer(request, "control/plan.jte", frame, planner(request, run, arms(run)));
  }

  private ControlView view(Context request, RunDocument run) {
    Arms arms = arms(run);
    return ControlView.of(run, arms, planner(request, run, arms));
  }

  private Arms arms(RunDocument run) {
    return site.runs().read(run, reader -> reader.arms());
  }

  private static Planner planner(Context request, RunDocument run, Arms arms) {
    String segment =
        Optional.ofNullable(request.queryParam("segment"))
            .filter(id -> Segment.find(id).isPresent())
            .orElse("");
    QuarterSpread spread =
        segment.isEmpty()
            ? arms.spreadOfAll()
            : arms.spread().getOrDefault(segment, QuarterSpread.NOBODY);
    RunDocument.Control control = run.control();
    double present = control == null || control.share() == 0 ? USUAL_SHARE : control.share();
    double asked = percent(request.queryParam("share"));
    double share = asked > 0 ? Math.min(0.5, asked) : present;
    return new Planner(segment, spread, share, percent(request.queryParam("effect")));
  }

  /** A number of per cent with a comma or a point, as a share; NaN if it is none above 0. */
  private static double percent(@Nullable String text) {
    if (text == null || !text.strip().matches("\\d{1,3}([.,]\\d{1,4})?")) {
      return Double.NaN;
    }
    double percent = Double.parseDouble(text.strip().replace(',', '.'));
    return percent > 0 ? percent / 100 : Double.NaN;
  }

  private void csv(Context request) {
    RunDocument run = site.requireRun(request);
    ControlView view = view(request, run);
    CsvTable csv =
        new CsvTable(
            "segment",
            "measure",
            "customers_control",
            "customers_target",
            "mean_control",
            "mean_target",
            "standardised_difference",
            "verdict");
    String[] measures = {"LTV_VALUE", "MON_VALUE", "FREQ_VALUE", "REC_VALUE"};
    for (ControlView.Row row : view.rows()) {
      for (int i = 0; i < measures.length; i++) {
        ArmBalance balance = row.balances().get(i);
        csv.row(
            row.segment(),
            measures[i],
            balance.control().customers(),
            balance.target().customers(),
            known(balance.control().mean()),
            known(balance.target().mean()),
            known(balance.difference()),
            balance.verdict().name().toLowerCase(Locale.ROOT));
      }
    }
    csv.answer(request, "control-group-" + run.referenceDate() + ".csv");
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? "" : value;
  }
}
