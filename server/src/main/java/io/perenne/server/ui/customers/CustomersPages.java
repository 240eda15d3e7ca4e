// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerPage;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.person.People;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The customers of a run, {@code /customers}, and one of them, {@code /customers/{id}}. */
public final class CustomersPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(CustomersPages.class);
  private static final String ENTRY = "customers";
  private static final int ROWS = 50;
  private static final int ROWS_OF_FILE = 5_000;

  private final Site site;
  private final People people;
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public CustomersPages(Site site, People people, InstantSource clock) {
    this.site = site;
    this.people = people;
    this.clock = clock;
  }

  /** Returns the orders that customers can be shown in, those asked for most first. */
  public static List<CustomerSort> orders() {
    return Stream.of(true, false)
        .flatMap(
            descending ->
                CustomerQuery.SORTS.stream().map(column -> new CustomerSort(column, descending)))
        .toList();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/customers", this::list);
    routes.get("/customers.csv", this::csv);
    routes.get("/customers/{id}", this::one);
    routes.get("/customers/{id}/what-if", this::whatIf);
  }

  private void list(Context request) {
    Optional<RunDocument> run = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, run);
    if (run.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    CustomerQuery query = CustomerQuery.of(request);
    site.answer(request, "customers/list.jte", frame, view(run.get(), query));
  }

  private CustomersView view(RunDocument run, CustomerQuery query) {
    return site.runs()
        .read(
            run,
            reader -> {
              CustomerPage page = page(run, query, ROWS);
              return new CustomersView(
                  run,
                  query,
                  reader.count(query.filter()),
                  run.totals().customers(),
                  page.rows(),
                  page.next(),
                  run.segments());
            });
  }

  private CustomerPage page(RunDocument run, CustomerQuery query, int rows) {
    Optional<String> after = Optional.of(query.after()).filter(key -> !key.isEmpty());
    try {
      return site.runs()
          .read(run, reader -> reader.page(query.filter(), query.order(), after, rows));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(); // the key of a page that is none
    }
  }

  /** Everybody who was asked for, not only the page that is shown. */
  private void csv(Context request) throws IOException {
    RunDocument run = site.requireRun(request);
    CustomerQuery query = CustomerQuery.of(request).from("");
    List<String> columns = DatamodelColumn.contract().stream().map(DatamodelColumn::name).toList();
    request
        .contentType("text/csv; charset=utf-8")
        .header(
            "Content-Disposition",
            "attachment; filename=\"customers-" + run.referenceDate() + ".csv\"");
    try (Writer out =
        new OutputStreamWriter(request.res().getOutputStream(), StandardCharsets.UTF_8)) {
      out.write(String.join(",", columns) + "\n");
      Optional<CustomerQuery> next = Optional.of(query);
      while (next.isPresent()) {
        CustomerPage page = page(run, next.get(), ROWS_OF_FILE);
        for (Map<String, String> row : page.rows()) {
          out.write(line(columns, row));
        }
        next = page.next().map(query::from);
      }
    }
  }

  private static String line(List<String> columns, Map<String, String> row) {
    return columns.stream()
        .map(column -> Csv.value(shown(row.getOrDefault(column, ""))))
        .collect(Collectors.joining(",", "", "\n"));
  }

  /** Numbers below zero begin with a minus, and are no formula. */
  private static String shown(String value) {
    return value.matches("-\\d+(\\.\\d+)?") ? value : CsvTable.guarded(value);
  }

  private void one(Context request) {
    RunDocument run = site.requireRun(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, Optional.of(run));
    CustomerRecord record = record(request, run, frame.language());
    OneCustomer one =
        new OneCustomer(
            CustomerView.of(
                record,
                frame.language(),
                people.ofCustomer(request, record.values().getOrDefault("CustomerId", "")),
                Optional.of(people.frame(request))),
            WhatIfView.of(request, record, clock.instant(), frame.language()));
    site.answer(request, "customers/one.jte", frame, one);
  }

  /** The piece of the page that changes with what is supposed. */
  private void whatIf(Context request) {
    RunDocument run = site.requireRun(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, Optional.of(run));
    CustomerRecord record = record(request, run, frame.language());
    site.answer(
        request,
        "customers/what-if.jte",
        frame,
        WhatIfView.of(request, record, clock.instant(), frame.language()));
  }

  private CustomerRecord record(Context request, RunDocument run, Language language) {
    String id = request.pathParam("id");
    return site.runs()
        .read(run, reader -> reader.find(id, language))
        .map(values -> new CustomerRecord(run, values))
        .orElseThrow(NotFoundResponse::new);
  }
}
