// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.job.PinnedRuns;
import io.perenne.server.settings.SavedRetention;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.List;

/** Which runs stay, which go after the next run, and why: {@code /runs/retention}. */
public final class RetentionPages implements PageGroup {
  private static final String PATH = "/runs/retention";

  private final Site site;
  private final JobContext context;
  private final Store store;
  private final SavedRetention retention;

  /** Makes the page of a site. */
  public RetentionPages(Site site, JobContext context, Store store, SavedRetention retention) {
    this.site = site;
    this.context = context;
    this.store = store;
    this.retention = retention;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.READ);
    routes.post(PATH, this::save, Access.CONFIGURE);
  }

  private void show(Context request) {
    RetentionRule rule = retention.rule();
    answer(request, rule, RetentionForm.of(rule), false, List.of());
  }

  /** Shows what a rule would do before it is saved. */
  private void save(Context request) {
    RetentionForm form = RetentionForm.of(request::formParam);
    try {
      RetentionRule rule = form.rule();
      if ("preview".equals(request.formParam("do"))) {
        answer(request, rule, form, true, List.of());
        return;
      }
      retention.save(Visitor.change(request), rule, context.clock().instant());
      site.redirect(request, PATH + "?done=saved");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(request, retention.rule(), form, false, frame(request).problems(e));
    }
  }

  private Frame frame(Context request) {
    return site.frame(request, RunsPages.TEXTS, RunsPages.ENTRY, site.runs().latest());
  }

  private void answer(
      Context request,
      RetentionRule rule,
      RetentionForm form,
      boolean tried,
      List<String> problems) {
    RetentionPlan plan = RetentionPlan.of(context.home(), rule, PinnedRuns.of(store));
    site.answer(
        request,
        "runs/retention.jte",
        frame(request),
        new RetentionView(plan, form, retention.isFixed(), tried, problems));
  }
}
