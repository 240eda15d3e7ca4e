// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.ReadQuery;
import io.perenne.analytics.query.QuerySource;
import io.perenne.analytics.run.Preview;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.server.settings.Queries;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.SourceKind;
import io.perenne.server.settings.Version;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * How a source is understood, {@code /data/look}: its first rows, the meaning of columns and
 * statuses, and what a run would refuse; to be confirmed or corrected.
 */
public final class LookPages implements PageGroup {
  private static final String PATH = DataPages.PATH + "/look";

  private static final int QUERY_ROWS = 2000;

  private final Site site;
  private final SettingsStore settings;
  private final JobContext context;

  /** One at a time: each takes memory beside runs. */
  private final Semaphore turn = new Semaphore(1, true);

  /** Makes the pages of a site. */
  public LookPages(Site site, SettingsStore settings, JobContext context) {
    this.site = site;
    this.settings = settings;
    Resources small = context.resources().withMemoryBytes(Resources.LEAST_MEMORY).withThreads(1);
    this.context = context.withResources(small);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.CONFIGURE, Access.CUSTOMERS);
    routes.post(PATH, this::correct, Access.CONFIGURE, Access.CUSTOMERS);
  }

  private void show(Context request) {
    Version current = settings.current();
    answer(
        request,
        kind(request.queryParam("kind")),
        Optional.ofNullable(request.queryParam("path")).orElse(""),
        current,
        current.configuration(),
        List.of());
  }

  private void correct(Context request) {
    SourceKind kind = kind(request.formParam("kind"));
    String path = field(request, "path");
    Version current = settings.current();
    Map<String, String> values = current.configuration();
    List<String> problems = new ArrayList<>();
    try {
      boolean reset = field(request, "do").equals("reset");
      values =
          reset
              ? LookForm.reset(values)
              : new LookForm(kind, name -> field(request, name)).over(values);
      ConfigurationReader.read(values);
      if (field(request, "do").equals("save")) {
        settings.save(Visitor.change(request), field(request, "version"), values, current.plan());
        site.redirect(request, address(kind, path) + "&done=understood");
        return;
      }
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      problems.addAll(frame(request).problems(e));
    }
    answer(request, kind, path, current, values, problems);
  }

  private static String address(SourceKind kind, String path) {
    return PATH + "?kind=" + kind.key() + "&path=" + Frame.encoded(path);
  }

  private void answer(
      Context request,
      SourceKind kind,
      String path,
      Version current,
      Map<String, String> values,
      List<String> refused) {
    List<String> problems = new ArrayList<>(refused);
    Path file = Path.of(Queries.name(path).orElse(""));
    int others = 0;
    Optional<Preview> preview = Optional.empty();
    try {
      settings.requireReadable(kind, path);
      if (Queries.name(path).isPresent()) {
        preview =
            Optional.of(look(kind, settings.queries().require(path), usable(values, current)));
      } else {
        List<Path> files = SourcePaths.files(List.of(path));
        file = files.get(files.size() - 1);
        others = files.size() - 1;
        preview = Optional.of(look(kind, file, usable(values, current)));
      }
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      problems.addAll(frame(request).problems(e));
    }
    LookView view =
        new LookView(
            kind,
            path,
            String.valueOf(file.getFileName()),
            SourceLine.size(file),
            others,
            current.plan().sources(kind).contains(path),
            current.id(),
            current.configuration(),
            values,
            preview,
            problems,
            "understood".equals(request.queryParam("done")));
    site.answer(request, "data/look.jte", frame(request), view);
  }

  /** What was typed and is not allowed is told, and the file shown as it is read now. */
  private static RunConfiguration usable(Map<String, String> values, Version current) {
    try {
      return ConfigurationReader.read(values);
    } catch (InputException e) {
      return ConfigurationReader.read(current.configuration());
    }
  }

  /** The first rows of a query, as a file that is gone afterwards. */
  private Preview look(SourceKind kind, QuerySource query, RunConfiguration configuration) {
    try {
      Path folder = Files.createTempDirectory("perenne-query");
      try {
        Path rows = folder.resolve(query.name() + ".csv.gz");
        Jobs.of(context).call(new ReadQuery(query, rows, QUERY_ROWS));
        return look(kind, rows, configuration);
      } finally {
        DurableFiles.deleteFolder(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Preview look(SourceKind kind, Path file, RunConfiguration configuration) {
    RunRequest request =
        new RunRequest(
            new TransactionInput(List.of(file.toString()), ColumnMapping.none(), configuration),
            List.of(),
            Optional.empty(),
            context.home(),
            Optional.empty());
    turn.acquireUninterruptibly();
    try {
      return Jobs.of(context)
          .call(
              new io.perenne.analytics.job.Preview(
                  request, file, ColumnMapping.Input.valueOf(kind.name())));
    } finally {
      turn.release();
    }
  }

  private Frame frame(Context request) {
    return site.frame(request, DataPages.TEXTS, DataPages.ENTRY, site.runs().latest());
  }

  private static SourceKind kind(@org.jspecify.annotations.Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(SourceKind::named)
        .orElseThrow(BadRequestResponse::new);
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("");
  }
}
