// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.TryQuery;
import io.perenne.analytics.query.QueryRows;
import io.perenne.analytics.query.QuerySource;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.Queries;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.List;
import java.util.Optional;

/**
 * A query to a database, {@code /data/queries}. Its address and the reference to its password are
 * an administrator's, as those of destinations are: whoever can name both could send any file of
 * the server anywhere.
 */
public final class QueryPages implements PageGroup {
  private static final String PATH = DataPages.PATH + "/queries";
  private static final int ROWS = 20;

  private final Site site;
  private final SettingsStore settings;
  private final Queries queries;
  private final JobContext context;

  /** Makes the pages of a site. */
  public QueryPages(Site site, SettingsStore settings, JobContext context) {
    this.site = site;
    this.settings = settings;
    this.queries = settings.queries();
    this.context = context;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.ADMINISTER);
    routes.post(PATH, this::send, Access.ADMINISTER);
    routes.post(PATH + "/delete", this::delete, Access.ADMINISTER);
  }

  private void show(Context request) {
    String name = request.queryParam("name");
    QuerySource query =
        name == null
            ? new QuerySource("", "", "", "", "")
            : queries.find(name).orElseThrow(NotFoundResponse::new);
    answer(request, query, Optional.empty(), List.of());
  }

  private void send(Context request) {
    QuerySource query =
        new QuerySource(
            field(request, "name"),
            field(request, "url"),
            field(request, "user"),
            field(request, "password"),
            field(request, "sql"));
    try {
      query.requireUsable();
      if (field(request, "do").equals("save")) {
        queries.save(Visitor.change(request), query);
        site.redirect(request, DataPages.PATH + "?done=query");
        return;
      }
      QueryRows rows = Jobs.of(context).call(new TryQuery(query, ROWS));
      answer(request, query, Optional.of(rows), List.of());
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(request, withoutSecrets(query), Optional.empty(), frame(request).problems(e));
    }
  }

  /** What was typed in place of a reference, or into the address, may be the secret itself. */
  private static QuerySource withoutSecrets(QuerySource query) {
    boolean reference = query.password().matches("(?i)(env|file):.+");
    boolean plain = !query.url().matches("(?is).*(@|user|pass|pwd|secret|token).*");
    return new QuerySource(
        query.name(),
        plain ? query.url() : "",
        query.user(),
        reference ? query.password() : "",
        query.sql());
  }

  private void delete(Context request) {
    QuerySource query = queries.find(field(request, "name")).orElseThrow(NotFoundResponse::new);
    Plan plan = settings.current().plan();
    String source = Queries.PREFIX + query.name();
    if (plan.transactions().contains(source) || plan.customers().contains(source)) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(
          request,
          query,
          Optional.empty(),
          List.of(frame(request).text("delete.used", query.name())));
      return;
    }
    queries.delete(Visitor.change(request), query);
    site.redirect(request, DataPages.PATH + "?done=query-deleted");
  }

  private void answer(
      Context request, QuerySource query, Optional<QueryRows> rows, List<String> problems) {
    boolean known = queries.find(query.name()).isPresent();
    site.answer(
        request, "data/query.jte", frame(request), new QueryView(query, known, rows, problems));
  }

  private Frame frame(Context request) {
    return site.frame(request, DataPages.TEXTS, DataPages.ENTRY, site.runs().latest());
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("").strip();
  }
}
