// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.account.Permission;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.PinnedRuns;
import io.perenne.server.job.RunWork;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.FileAnswer;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Menu;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All runs, {@code /runs}, one of them, {@code /runs/{id}}, and its files. */
public final class RunsPages implements PageGroup {
  static final MessageBundle TEXTS = MessageBundle.beside(RunsPages.class);
  static final String ENTRY = "runs";
  private static final int MOST_JOBS = 10;

  private final Site site;
  private final JobQueue queue;
  private final Store store;

  /** Makes the pages of a site. */
  public RunsPages(Site site, JobQueue queue, Store store) {
    this.site = site;
    this.queue = queue;
    this.store = store;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/runs", this::list);
    routes.get("/runs/compare", this::compare, Access.READ);
    routes.get("/runs/{id}", this::one);
    routes.get("/runs/{id}/run.json", this::document);
    routes.get("/runs/{id}/files/{name}", this::file);
  }

  private void list(Context request) {
    List<RunDocument> runs = site.runs().list();
    Frame frame = site.frame(request, TEXTS, ENTRY, runs.stream().findFirst());
    List<Jobs.Job> jobs = queue.newest(RunWork.KIND, MOST_JOBS);
    if (runs.isEmpty() && jobs.isEmpty() && !frame.may(Permission.RUN)) {
      site.answerEmpty(request, frame);
      return;
    }
    site.answer(request, "runs/list.jte", frame, new RunsView(runs, jobs));
  }

  private void one(Context request) {
    RunDocument run = named(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, Optional.of(run));
    site.answer(
        request,
        "runs/one.jte",
        frame,
        new OneRunView(run, PinnedRuns.of(store).contains(run.runId())));
  }

  /** Two runs side by side: those named, else the newest and the one before it. */
  private void compare(Context request) {
    List<RunDocument> runs = site.runs().list();
    Frame frame = site.frame(request, TEXTS, ENTRY, runs.stream().findFirst());
    if (runs.size() < 2) {
      site.answer(request, "frame/message.jte", frame, Notice.of("one-run", Menu.RUNS));
      return;
    }
    RunDocument run = site.requireRun(request);
    RunDocument other = other(request, run, runs);
    boolean inTime = !other.referenceDate().isAfter(run.referenceDate());
    site.answer(
        request,
        "runs/compare.jte",
        frame,
        inTime ? RunComparison.of(other, run, runs) : RunComparison.of(run, other, runs));
  }

  private RunDocument other(Context request, RunDocument run, List<RunDocument> runs) {
    String from = request.queryParam("from");
    if (from != null && !from.isEmpty()) {
      return site.runs().find(from).orElseThrow(NotFoundResponse::new);
    }
    return site.runs()
        .before(run)
        .or(() -> runs.stream().filter(each -> !each.runId().equals(run.runId())).findFirst())
        .orElse(run);
  }

  /** Everything that a run says of itself. */
  private void document(Context request) throws IOException {
    RunDocument run = named(request);
    Path file = site.runs().folder(run).resolve(RunStore.DOCUMENT);
    FileAnswer.send(request, file, "application/json", run.runId() + "/" + RunStore.DOCUMENT);
  }

  /** A file of a run by what it is; a part of it if the request asks for one. */
  private void file(Context request) throws IOException {
    RunDocument run = named(request);
    String name =
        Optional.ofNullable(run.files().get(request.pathParam("name")))
            .orElseThrow(NotFoundResponse::new);
    Path file = site.runs().folder(run).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new NotFoundResponse();
    }
    FileAnswer.send(request, file, RunFile.type(name), run.runId() + "/" + name);
  }

  private RunDocument named(Context request) {
    return site.runs().find(request.pathParam("id")).orElseThrow(NotFoundResponse::new);
  }
}
