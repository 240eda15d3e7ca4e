// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.jobs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.account.Change;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.Progress;
import io.perenne.server.job.RunWork;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Starts a run, {@code POST /runs}, and tells how far it is, {@code /jobs/{id}}. */
public final class JobsPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(JobsPages.class);

  private final Site site;
  private final Store store;
  private final JobQueue queue;
  private final InstantSource clock;
  private final JobEvents events;

  /** Makes the pages of a site. */
  public JobsPages(Site site, Store store, JobQueue queue, InstantSource clock) {
    this.site = site;
    this.store = store;
    this.queue = queue;
    this.clock = clock;
    events = new JobEvents(queue.progress());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/runs", this::start, Access.RUN);
    routes.get("/jobs/{id}", this::show, Access.READ);
    routes.get("/jobs/{id}/events", this::events, Access.READ);
    routes.post("/jobs/{id}/cancel", this::cancel, Access.RUN);
  }

  private void start(Context request) {
    Change change = Visitor.change(request);
    try {
      long id = queue.order(RunWork.order(change.who(), day(request)));
      note(change, "run.start", id);
      site.redirect(request, "/jobs/" + id);
    } catch (InputException e) {
      Frame frame = frame(request);
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      site.answer(request, "frame/message.jte", frame, Notice.of("mistake", frame.problems(e)));
    }
  }

  private static Optional<LocalDate> day(Context request) {
    String text = request.formParam("as-of");
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeParseException e) {
      throw new InputException(Problem.of(TEXTS.message("no-day")).withValue(text.strip()));
    }
  }

  private void show(Context request) {
    Jobs.Job job = job(request);
    site.answer(request, "jobs/one.jte", frame(request), view(job));
  }

  private void events(Context request) {
    Jobs.Job job = job(request);
    Frame frame = frame(request);
    events.send(
        request,
        job.id(),
        progress -> site.render("jobs/live.jte", frame, view(queue.find(job.id()).orElseThrow())));
  }

  private void cancel(Context request) {
    Jobs.Job job = job(request);
    if (queue.stop(job.id())) {
      note(Visitor.change(request), "run.cancel", job.id());
    }
    site.redirect(request, "/jobs/" + job.id());
  }

  private JobView view(Jobs.Job job) {
    Progress progress = queue.progress().last(job.id()).orElseThrow();
    return new JobView(job, progress, queue.following(job.id()), clock.instant());
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "runs", site.runs().latest());
  }

  private Jobs.Job job(Context request) {
    String text = request.pathParam("id");
    if (!text.matches("[0-9]{1,18}")) {
      throw new NotFoundResponse();
    }
    return queue.find(Long.parseLong(text)).orElseThrow(NotFoundResponse::new);
  }

  private void note(Change change, String what, long job) {
    change.record(store, clock.instant(), what, "job " + job, Optional.empty(), Optional.empty());
  }
}
