// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.job.PinnedRuns;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.nio.file.Path;

/** Which runs stay, which go after the next run, and why: {@code /runs/retention}. */
public final class RetentionPages implements PageGroup {
  private final Site site;
  private final Path home;
  private final Store store;
  private final RetentionRule rule;

  /** Makes the page of a site. */
  public RetentionPages(Site site, Path home, Store store, RetentionRule rule) {
    this.site = site;
    this.home = home;
    this.store = store;
    this.rule = rule;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/runs/retention", this::show, Access.READ);
  }

  private void show(Context request) {
    Frame frame = site.frame(request, RunsPages.TEXTS, RunsPages.ENTRY, site.runs().latest());
    site.answer(
        request, "runs/retention.jte", frame, RetentionPlan.of(home, rule, PinnedRuns.of(store)));
  }
}
