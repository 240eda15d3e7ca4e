// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.explain.Explanation;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerPage;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.job.Expectation;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.server.ui.customers.CustomerView;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What is asked of single customers: personal data. */
public final class CustomerFacts {
  private static final int MOST_RUNS = 24;

  private final Questions questions;

  CustomerFacts(Questions questions) {
    this.questions = questions;
  }

  /**
   * Returns a page of customers.
   *
   * @param limit how many at most
   * @param cursor where the page begins; empty for the first
   */
  public ObjectNode list(
      String runId, CustomerFilter filter, CustomerSort sort, int limit, Optional<String> cursor) {
    RunDocument run = questions.run(runId);
    String question = run.runId() + "\n" + filter + "\n" + sort;
    Optional<String> after = cursor.map(each -> Cursor.key(each, question));
    CustomerPage page = questions.read(run, reader -> reader.page(filter, sort, after, limit));
    ObjectNode answer = Questions.about(run);
    long found = questions.<Long>read(run, reader -> reader.count(filter));
    answer.put("found", found);
    answer.put("total", run.totals().customers());
    ArrayNode rows = answer.putArray("customers");
    page.rows().forEach(row -> rows.add(CustomerValues.of(row)));
    answer.put("next_cursor", page.next().map(key -> Cursor.of(key, question)).orElse(null));
    return answer;
  }

  private CustomerRecord record(RunDocument run, String id, Language language) {
    return questions
        .read(run, reader -> reader.find(id, language))
        .map(values -> new CustomerRecord(run, values))
        .orElseThrow(() -> ApiException.of(404, "no-customer", run.runId()));
  }

  /** Returns what a run knows of one customer, and what each value was made from. */
  public ObjectNode one(String runId, String id, Language language) {
    RunDocument run = questions.run(runId);
    CustomerView view = CustomerView.of(record(run, id, language), language);
    Map<String, String> values = view.record().values();
    ObjectNode answer = Questions.about(run);
    answer.put("time_zone", run.configuration().getOrDefault("time-zone", "UTC"));
    answer.set("values", CustomerValues.of(values));
    ObjectNode attributes = answer.putObject("attributes");
    for (String name : Optional.ofNullable(run.customerAttributes()).orElse(List.<String>of())) {
      attributes.put(name, values.getOrDefault(name, ""));
    }
    answer.put("segment", view.segment().id());
    answer.put("previous_segment", view.previousSegment().map(Segment::id).orElse(null));
    answer.put("reason", view.text("CLV_SEGMENT_REASON"));
    ArrayNode reasons = answer.putArray("reasons");
    for (Explanation.Line line : view.lines()) {
      reasons.addObject().put("column", line.column()).put("why", line.why());
    }
    answer.put("spent", Questions.cents(view.soFar()));
    answer.put("times_rhythm", number(view.timesRhythm()));
    answer.put("at_risk_from", text(view.atRiskFrom()));
    answer.put("dormant_from", text(view.dormantFrom()));
    answer.set("next_purchase", Wire.tree(view.next(), language));
    return answer;
  }

  private static @Nullable Double number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private static @Nullable String text(Optional<LocalDate> day) {
    return day.map(LocalDate::toString).orElse(null);
  }

  /**
   * Returns a customer in the runs up to one, the newest first; runs that do not know the customer
   * are left out.
   *
   * @param limit how many runs are looked at
   */
  public ObjectNode history(String runId, String id, int limit, Language language) {
    RunDocument run = questions.run(runId);
    record(run, id, language);
    ObjectNode answer = Questions.about(run);
    answer.put("customer_id", id);
    ArrayNode history = answer.putArray("history");
    List<RunDocument> runs =
        questions.runs().list().stream()
            .filter(each -> !each.startedAt().isAfter(run.startedAt()))
            .limit(Math.min(limit, MOST_RUNS))
            .toList();
    for (RunDocument each : runs) {
      questions
          .read(each, reader -> reader.find(id, language))
          .ifPresent(
              values -> {
                ObjectNode then = history.addObject();
                then.put("run_id", each.runId());
                then.put("reference_date", each.referenceDate().toString());
                then.put("currency", Questions.currency(each));
                ObjectNode known = CustomerValues.of(values);
                for (String column :
                    List.of(
                        "ID_CLV_SEGMENT",
                        "CLV_SEGMENT",
                        "ID_CLV_SCORE",
                        "LTV_VALUE",
                        "FREQ_VALUE",
                        "MON_VALUE",
                        "REC_VALUE")) {
                  then.set(column, Objects.requireNonNull(known.get(column)));
                }
              });
    }
    return answer;
  }

  /**
   * Returns what is expected of a customer who buys nothing until a day.
   *
   * @param until the reference date of the run, or a later day
   */
  public ObjectNode silentUntil(String runId, String id, String until, Language language) {
    RunDocument run = questions.run(runId);
    LocalDate day = day(until);
    CustomerRecord customer = record(run, id, language);
    LocalDate last = run.referenceDate().plusDays(run.model().horizonDays());
    if (day.isBefore(run.referenceDate()) || day.isAfter(last)) {
      throw ApiException.parameter(
          "silent_until", Words.message("parameter.days", run.referenceDate(), last));
    }
    CustomerView view = CustomerView.of(customer, language);
    ObjectNode answer = Questions.about(run);
    answer.put("customer_id", id);
    answer.put("silent_until", day.toString());
    answer.put("horizon_days", run.model().horizonDays());
    answer.set("now", expectation(customer.silentUntil(run.referenceDate()), language));
    answer.set("then", expectation(customer.silentUntil(day), language));
    answer.put("at_risk_from", text(view.atRiskFrom()));
    answer.put("dormant_from", text(view.dormantFrom()));
    return answer;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiException.parameter("silent_until", Words.message("parameter.day"));
    }
  }

  private static JsonNode expectation(Optional<Expectation> expectation, Language language) {
    return Wire.tree(
        expectation.map(
            each ->
                Map.of(
                    "probability_alive", each.probabilityAlive(),
                    "purchases", each.purchases(),
                    "value", Questions.cents(each.value()))),
        language);
  }
}
