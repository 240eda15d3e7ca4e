// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.RejectedRows;
import io.perenne.server.reading.RefusedRuns;
import io.perenne.server.ui.frame.FileAnswer;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rows that a run could not read, {@code /runs/{id}/rejects}, of runs that were refused for
 * them too.
 */
public final class RejectsPages implements PageGroup {
  private static final String PATH = "/runs/{id}/rejects";

  private final Site site;
  private final RefusedRuns refused;

  /** Makes the pages of a site. */
  public RejectsPages(Site site, Path home) {
    this.site = site;
    this.refused = new RefusedRuns(home);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show);
    routes.get(PATH + "/file", this::file);
  }

  private void show(Context request) {
    String id = request.pathParam("id");
    Optional<RunDocument> run = site.runs().find(id);
    Path file = require(id);
    long page = page(request);
    RejectedRows rows = RejectedRows.read(file, (page - 1) * RejectsView.SHOWN, RejectsView.SHOWN);
    long pages = Math.max(1, (rows.written() + RejectsView.SHOWN - 1) / RejectsView.SHOWN);
    if (page > pages) {
      throw new NotFoundResponse();
    }
    site.answer(
        request,
        "runs/rejects.jte",
        site.frame(request, RunsPages.TEXTS, RunsPages.ENTRY, run.or(site.runs()::latest)),
        new RejectsView(id, run.isPresent(), page, pages, rows));
  }

  private static long page(Context request) {
    String page = Optional.ofNullable(request.queryParam("page")).orElse("1");
    if (!page.matches("[1-9]\\d{0,8}")) {
      throw new NotFoundResponse();
    }
    return Long.parseLong(page);
  }

  private void file(Context request) throws IOException {
    Path file = require(request.pathParam("id"));
    FileAnswer.send(
        request, file, "application/gzip", request.pathParam("id") + "/" + file.getFileName());
  }

  private Path require(String id) {
    return site.runs()
        .find(id)
        .flatMap(this::ofPublished)
        .or(() -> refused.find(id).map(RefusedRuns.Refused::rejects))
        .filter(Files::isRegularFile)
        .orElseThrow(NotFoundResponse::new);
  }

  private Optional<Path> ofPublished(RunDocument run) {
    return Optional.ofNullable(run.files().get("rejects"))
        .map(name -> site.runs().folder(run).resolve(name));
  }
}
