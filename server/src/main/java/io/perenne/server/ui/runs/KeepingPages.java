// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.LetGo;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.job.DeliverWork;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.PinnedRuns;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps runs and lets them go: {@code /runs/{id}/delete} asks before it does. */
public final class KeepingPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(KeepingPages.class);
  private static final int MOST_JOBS = 200;

  private final Site site;
  private final Store store;
  private final JobQueue queue;
  private final JobContext context;

  /** Makes the pages of a site. */
  public KeepingPages(Site site, Store store, JobQueue queue, JobContext context) {
    this.site = site;
    this.store = store;
    this.queue = queue;
    this.context = context;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/runs/{id}/delete", this::ask, Access.CONFIGURE);
    routes.post("/runs/{id}/delete", this::delete, Access.CONFIGURE);
    routes.post("/runs/{id}/pin", request -> pin(request, true), Access.CONFIGURE);
    routes.post("/runs/{id}/unpin", request -> pin(request, false), Access.CONFIGURE);
  }

  private RunDocument named(Context request) {
    return site.runs().find(request.pathParam("id")).orElseThrow(NotFoundResponse::new);
  }

  private void pin(Context request, boolean pinned) {
    RunDocument run = named(request);
    Instant now = context.clock().instant();
    store.write(
        in -> {
          boolean changed = PinnedRuns.set(in, run.runId(), pinned, now);
          if (changed) {
            Visitor.change(request)
                .record(
                    in,
                    now,
                    pinned ? "run.pin" : "run.unpin",
                    run.runId(),
                    Optional.empty(),
                    Optional.empty());
          }
          return changed;
        });
    site.redirect(request, "/runs/" + run.runId());
  }

  private void ask(Context request) {
    RunDocument run = named(request);
    show(request, run, List.of());
  }

  private void show(Context request, RunDocument run, List<String> problems) {
    Frame frame = site.frame(request, TEXTS, RunsPages.ENTRY, Optional.of(run));
    site.answer(request, "runs/delete.jte", frame, new LettingGo(run, problems));
  }

  /** What is asked before a run is deleted, and why it was not. */
  public record LettingGo(RunDocument run, List<String> problems) {
    /** Copies the list. */
    public LettingGo {
      problems = List.copyOf(problems);
    }
  }

  private void delete(Context request) {
    RunDocument run = named(request);
    Frame frame = site.frame(request, TEXTS, RunsPages.ENTRY, Optional.of(run));
    Optional<String> obstacle = obstacle(run);
    if (obstacle.isPresent()) {
      request.status(HttpStatus.CONFLICT);
      show(request, run, List.of(frame.text(obstacle.get())));
      return;
    }
    try {
      Jobs.of(context).call(new LetGo(run.runId()));
    } catch (InputException e) {
      request.status(HttpStatus.CONFLICT);
      show(request, run, frame.problems(e));
      return;
    }
    Visitor.change(request)
        .record(
            store,
            context.clock().instant(),
            "run.delete",
            run.runId(),
            Optional.of(run.referenceDate().toString()),
            Optional.empty());
    site.redirect(request, "/runs?done=deleted");
  }

  /** The name of the text that says why a run cannot be deleted now; empty if it can. */
  private Optional<String> obstacle(RunDocument run) {
    if (PinnedRuns.of(store).contains(run.runId())) {
      return Optional.of("delete.pinned");
    }
    boolean delivered =
        queue.newest(DeliverWork.KIND, MOST_JOBS).stream()
            .anyMatch(
                job ->
                    job.open()
                        && job.order().detail().filter(id -> id.equals(run.runId())).isPresent());
    if (delivered) {
      return Optional.of("delete.delivered");
    }
    return site.runs().letGo(run) ? Optional.empty() : Optional.of("delete.read");
  }
}
