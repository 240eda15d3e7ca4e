// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.home;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the base is worth now: {@code /}. */
public final class HomePages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(HomePages.class);
  private static final String AT_RISK = "04";
  private static final int MOST_AT_RISK = 5;

  private final Site site;

  /** Makes the pages of a site. */
  public HomePages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", this::home);
  }

  private void home(Context request) {
    Optional<RunDocument> run = site.runs().latest();
    Frame frame = site.frame(request, TEXTS, "home", run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    List<RunDocument> runs = site.runs().list();
    List<Map<String, String>> atRisk =
        site.runs()
            .read(
                run.get(),
                reader ->
                    reader
                        .page(
                            CustomerFilter.ALL.withSegment(AT_RISK),
                            CustomerSort.largestFirst("LTV_VALUE"),
                            Optional.empty(),
                            MOST_AT_RISK)
                        .rows());
    site.answer(request, "home/home.jte", frame, HomeView.of(run.get(), runs, atRisk));
  }
}
