// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.search;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.account.Permission;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.person.People;
import io.perenne.server.ui.person.PersonView;
import java.util.List;
import java.util.Optional;

/** What is typed into the box of every page: {@code /search?q=TEXT}, and its list alone. */
public final class SearchPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(SearchPages.class);
  private static final int MOST = 8;
  private static final int MOST_OF_PAGE = 50;
  private static final int LONGEST = 254;

  private final Site site;
  private final People people;

  /** Makes the pages of a site. */
  public SearchPages(Site site, People people) {
    this.site = site;
    this.people = people;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/search", this::page, Access.READ);
    routes.get("/search/list", this::list, Access.READ);
  }

  /** Leads to whoever has the whole id that was typed; otherwise shows what was found. */
  private void page(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, "search", run);
    String text = text(request);
    if (run.isPresent() && frame.may(Permission.CUSTOMERS) && !text.isEmpty()) {
      boolean known = site.runs().read(run.get(), reader -> reader.row(text).isPresent());
      if (known) {
        site.redirect(request, "/customers/" + Frame.encoded(text) + query(request, run));
        return;
      }
    }
    SearchView found = found(request, frame, run, MOST_OF_PAGE);
    if (found.size() == 1 && found.people().size() == 1) {
      site.redirect(request, PersonView.address(found.people().get(0)));
      return;
    }
    site.answer(request, "search/page.jte", frame, found);
  }

  private void list(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, "search", run);
    site.answer(request, "search/hits.jte", frame, found(request, frame, run, MOST));
  }

  private SearchView found(Context request, Frame frame, Optional<RunDocument> run, int most) {
    String text = text(request);
    String query = query(request, run);
    if (text.isEmpty() || !frame.may(Permission.CUSTOMERS)) {
      return SearchView.of(frame, text, List.of(), 0, List.of(), query);
    }
    List<Identifier> known = people.typed(text);
    return run.isEmpty()
        ? SearchView.of(frame, text, List.of(), 0, known, query)
        : site.runs()
            .read(
                run.get(),
                reader ->
                    SearchView.of(
                        frame,
                        text,
                        reader.beginningWith(text, most),
                        reader.count(CustomerFilter.ALL.withText(text)),
                        known,
                        query));
  }

  private static String text(Context request) {
    String text = Optional.ofNullable(request.queryParam("q")).orElse("").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** The run that the page is about stays the one looked at. */
  private static String query(Context request, Optional<RunDocument> run) {
    String named = request.queryParam("run");
    return named == null || named.isEmpty()
        ? ""
        : run.map(each -> "?run=" + each.runId()).orElse("");
  }
}
