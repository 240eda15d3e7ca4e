// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.datamodel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other systems import: {@code /datamodel} and its parts. */
public final class DatamodelPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(DatamodelPages.class);
  private static final String ENTRY = "datamodel";
  private static final String TABLE = "clv_datamodel";
  private static final int PREVIEW = 100;

  private final Site site;
  private final Path home;

  /** Makes the pages of a site over a home. */
  public DatamodelPages(Site site, Path home) {
    this.site = site;
    this.home = home;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/datamodel", request -> show(request, "structure"));
    routes.get("/datamodel/sql", request -> show(request, "sql"));
    routes.get("/datamodel/marketing-cloud", request -> show(request, "marketing-cloud"));
    routes.get("/datamodel/preview", request -> show(request, "preview"), Access.CUSTOMERS);
    routes.get("/datamodel/download", request -> show(request, "download"));
    routes.get("/datamodel/deliveries", request -> show(request, "deliveries"));
    routes.get("/datamodel/definition/{dialect}", this::definition);
  }

  private void show(Context request, String tab) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    DatamodelView view =
        new DatamodelView(
            run.get(),
            tab,
            dialect(Optional.ofNullable(request.queryParam("dialect")).orElse("postgresql")),
            TABLE,
            tab.equals("preview") ? preview(run.get()) : List.of(),
            tab.equals("deliveries") ? deliveries(run.get()) : List.of());
    site.answer(request, "datamodel/page.jte", frame, view);
  }

  private List<Map<String, String>> preview(RunDocument run) {
    return site.runs()
        .read(
            run,
            reader ->
                reader
                    .page(CustomerFilter.ALL, CustomerSort.byId(), Optional.empty(), PREVIEW)
                    .rows());
  }

  private List<DeliveryRecord> deliveries(RunDocument run) {
    return DeliveryLedger.of(home).list().stream()
        .filter(record -> record.runId().equals(run.runId()))
        .toList();
  }

  /** The statement, or the list of fields, as a file to keep. */
  private void definition(Context request) {
    TableDialect dialect = dialect(request.pathParam("dialect"));
    RunDocument run = site.requireRun(request);
    boolean fields = dialect == TableDialect.SFMC;
    String name = TABLE + "-" + code(dialect) + (fields ? ".csv" : ".sql");
    request
        .contentType(fields ? "text/csv; charset=utf-8" : "application/sql; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .result(
            Ddl.render(dialect, TABLE, DatamodelView.columns(run), site.language(request))
                .getBytes(StandardCharsets.UTF_8));
  }

  private static TableDialect dialect(String code) {
    return Arrays.stream(TableDialect.values())
        .filter(each -> code(each).equals(code))
        .findFirst()
        .orElseThrow(NotFoundResponse::new);
  }

  private static String code(TableDialect dialect) {
    return dialect.name().toLowerCase(Locale.ROOT);
  }
}
