// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.server.job.JobQueue;
import io.perenne.server.live.linkage.LinkageWork;
import io.perenne.server.live.linkage.SuggestedPeople;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.Objects;

/** People who may be known twice: looked for, and joined or told apart by somebody. */
public final class SuggestionPages implements PageGroup {
  private static final String ALL = "/suggestions";
  private static final int SHOWN = 50;

  private final Site site;
  private final People people;
  private final SuggestedPeople suggested;
  private final JobQueue queue;

  /** Makes the pages of a site. */
  public SuggestionPages(Site site, People people, SuggestedPeople suggested, JobQueue queue) {
    this.site = site;
    this.people = people;
    this.suggested = suggested;
    this.queue = queue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(ALL, this::show, Access.READ, Access.CUSTOMERS);
    routes.post(ALL, this::look, Access.CONFIGURE, Access.CUSTOMERS);
    routes.post(ALL + "/refuse", this::refuse, Access.CONFIGURE, Access.CUSTOMERS);
  }

  private void show(Context request) {
    site.answer(
        request,
        "person/suggestions.jte",
        people.frame(request),
        new SuggestionsView(
            suggested.list(SHOWN),
            suggested.last(),
            queue.newest(LinkageWork.KIND, 1).stream().findFirst()));
  }

  private void look(Context request) {
    queue.order(LinkageWork.order(Visitor.change(request).who()));
    site.redirect(request, ALL);
  }

  private void refuse(Context request) {
    suggested.refuse(
        Visitor.change(request),
        Objects.requireNonNullElse(request.formParam("one"), ""),
        Objects.requireNonNullElse(request.formParam("other"), ""));
    site.redirect(request, ALL);
  }
}
