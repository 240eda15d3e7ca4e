// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.source.QuietFiles;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.reading.RefusedRuns;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.SourceKind;
import io.perenne.server.settings.Version;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import io.perenne.server.upload.Upload;
import io.perenne.server.upload.UploadFolder;
import io.perenne.server.upload.UploadedFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where transactions and customers come from, {@code /data}. */
public final class DataPages implements PageGroup {
  static final MessageBundle TEXTS = MessageBundle.beside(DataPages.class);
  static final String PATH = "/data";
  static final String ENTRY = "data";
  private static final Set<String> DONE =
      Set.of("added", "removed", "deleted", "discarded", "query", "query-deleted");

  private static final int MOST_REFUSED = 5;

  private final Site site;
  private final SettingsStore settings;
  private final UploadFolder uploads;
  private final Store store;
  private final JobContext context;

  /** Makes the pages of a site. */
  public DataPages(
      Site site, SettingsStore settings, UploadFolder uploads, Store store, JobContext context) {
    this.site = site;
    this.settings = settings;
    this.uploads = uploads;
    this.store = store;
    this.context = context;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.CONFIGURE);
    routes.post(PATH + "/sources/add", this::add, Access.CONFIGURE);
    routes.post(PATH + "/sources/remove", this::remove, Access.CONFIGURE);
    routes.post(PATH + "/files/delete", this::delete, Access.CONFIGURE);
  }

  private void show(Context request) {
    String done = request.queryParam("done");
    answer(request, List.of(), done != null && DONE.contains(done) ? done : "");
  }

  private void answer(Context request, List<String> problems, String done) {
    Plan plan = settings.current().plan();
    QuietFiles quiet = new QuietFiles(context.clock(), QuietFiles.QUIET);
    List<SourceLine> sources =
        Stream.of(SourceKind.values())
            .flatMap(
                kind -> plan.sources(kind).stream().map(path -> SourceLine.of(kind, path, quiet)))
            .toList();
    site.answer(
        request,
        "data/data.jte",
        frame(request),
        new DataView(
            sources,
            plan,
            uploads.folder(),
            uploads.files(),
            settings.queries().list(),
            uploads.unfinished().stream().map(this::onItsWay).toList(),
            uploads.limit(),
            site.runs().latest(),
            new RefusedRuns(context.home()).list().stream().limit(MOST_REFUSED).toList(),
            problems,
            done));
  }

  private DataView.OnItsWay onItsWay(Upload upload) {
    return new DataView.OnItsWay(
        upload.id(),
        upload.name(),
        upload.size(),
        uploads.offset(upload),
        upload.who(),
        upload.begun());
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, ENTRY, site.runs().latest());
  }

  private void refuse(Context request, InputException refusal) {
    request.status(HttpStatus.UNPROCESSABLE_CONTENT);
    answer(request, frame(request).problems(refusal), "");
  }

  private void add(Context request) {
    SourceKind kind = kind(request);
    String place = field(request, "path").strip();
    String path = field(request, "choice").equals("newest") ? SourcePaths.NEWEST + place : place;
    change(request, "added", plan -> plan.adding(kind, path));
  }

  private void remove(Context request) {
    SourceKind kind = kind(request);
    String path = field(request, "path");
    change(request, "removed", plan -> plan.removing(kind, path));
  }

  /** What a page can do. */
  private interface PlanChange {
    Plan apply(Plan plan);
  }

  private void change(Context request, String done, PlanChange change) {
    try {
      Version current = settings.current();
      settings.save(
          Visitor.change(request),
          current.id(),
          current.configuration(),
          change.apply(current.plan()));
      site.redirect(request, PATH + "?done=" + done);
    } catch (InputException e) {
      refuse(request, e);
    }
  }

  /** A file that the next run would miss stays. */
  private void delete(Context request) {
    UploadedFile file = uploads.find(field(request, "name")).orElseThrow(NotFoundResponse::new);
    Plan plan = settings.current().plan();
    boolean named =
        Stream.of(SourceKind.values())
            .anyMatch(kind -> plan.sources(kind).contains(file.path().toString()));
    if (named) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(request, List.of(frame(request).text("delete.used", file.name())), "");
      return;
    }
    uploads.delete(file.name());
    Visitor.change(request)
        .record(
            store,
            context.clock().instant(),
            "data.delete",
            file.name(),
            Optional.of(file.size() + " bytes"),
            Optional.empty());
    site.redirect(request, PATH + "?done=deleted");
  }

  private static SourceKind kind(Context request) {
    return SourceKind.named(field(request, "kind")).orElseThrow(BadRequestResponse::new);
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("");
  }
}
