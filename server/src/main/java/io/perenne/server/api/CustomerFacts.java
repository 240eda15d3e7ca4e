// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.explain.Explanation;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerPage;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.profile.Valuation;
import io.perenne.server.reading.WhatIf;
import io.perenne.server.ui.customers.CustomerView;
import java.math.BigDecimal;
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
  static final String SILENT_UNTIL = "silent_until";
  static final String BUYS_ON = "buys_on";
  static final String AMOUNT = "amount";

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
   * Returns what is said of a customer who buys nothing until a day, or something on it.
   *
   * @param silentUntil the reference date of the run, or a later day
   * @param buysOn a day after it; one of the two has to be given
   * @param amount what is bought then; absent, the expected ticket
   */
  public ObjectNode whatIf(
      String runId,
      String id,
      Optional<String> silentUntil,
      Optional<String> buysOn,
      Optional<String> amount,
      Language language) {
    RunDocument run = questions.run(runId);
    if (silentUntil.isPresent() == buysOn.isPresent()) {
      throw ApiException.parameter(
          silentUntil.isPresent() ? BUYS_ON : SILENT_UNTIL, Words.message("parameter.either"));
    }
    if (amount.isPresent() && buysOn.isEmpty()) {
      throw ApiException.parameter(AMOUNT, Words.message("parameter.amount.silent"));
    }
    WhatIf whatIf = WhatIf.of(run, record(run, id, language).values());
    WhatIf.Outcome outcome =
        silentUntil.isPresent()
            ? whatIf.silentUntil(day(SILENT_UNTIL, silentUntil.get(), whatIf.firstDay(), whatIf))
            : bought(run, whatIf, buysOn.orElseThrow(), amount);
    ObjectNode answer = Questions.about(run);
    answer.put("customer_id", id);
    answer.put(SILENT_UNTIL, buysOn.isPresent() ? null : outcome.day().toString());
    answer.put(BUYS_ON, buysOn.isPresent() ? outcome.day().toString() : null);
    answer.put(AMOUNT, outcome.amount().orElse(null));
    answer.put("horizon_days", run.model().horizonDays());
    answer.put("exact", outcome.exact());
    answer.set("now", said(whatIf, outcome.before(), language));
    answer.set("then", said(whatIf, outcome.after(), language));
    Valuation last = buysOn.isPresent() ? outcome.after() : outcome.before();
    answer.put("at_risk_from", text(from(last, last.atRiskAfterDays())));
    answer.put("dormant_from", text(from(last, last.dormantAfterDays())));
    return answer;
  }

  private static WhatIf.Outcome bought(
      RunDocument run, WhatIf whatIf, String buysOn, Optional<String> amount) {
    LocalDate day = day(BUYS_ON, buysOn, whatIf.firstDay().plusDays(1), whatIf);
    Optional<BigDecimal> money = amount.map(CustomerFacts::money);
    if (!whatIf.knowsDays()) {
      throw ApiException.of(409, "no-days", run.runId());
    }
    return whatIf.buysOn(day, money);
  }

  private static BigDecimal money(String text) {
    if (!text.matches("\\d{1,10}(\\.\\d{1,4})?")) {
      throw ApiException.parameter(AMOUNT, Words.message("parameter.amount"));
    }
    BigDecimal money = new BigDecimal(text);
    if (money.signum() == 0 || money.compareTo(WhatIf.MOST_AMOUNT) > 0) {
      throw ApiException.parameter(AMOUNT, Words.message("parameter.amount"));
    }
    return money;
  }

  private static LocalDate day(String name, String text, LocalDate first, WhatIf whatIf) {
    LocalDate day;
    try {
      day = LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiException.parameter(name, Words.message("parameter.day"));
    }
    if (day.isBefore(first) || day.isAfter(whatIf.lastDay())) {
      throw ApiException.parameter(name, Words.message("parameter.days", first, whatIf.lastDay()));
    }
    return day;
  }

  /** The first day after so many of silence, of who is not inactive. */
  private static Optional<LocalDate> from(Valuation valuation, double days) {
    return Double.isNaN(days)
        ? Optional.empty()
        : Optional.of(
            LocalDate.ofEpochDay(valuation.purchases().lastDay() + (long) Math.floor(days) + 1));
  }

  private static JsonNode said(WhatIf whatIf, Valuation valuation, Language language) {
    if (valuation.purchases().purchaseDays() == 0) {
      return NullNode.getInstance();
    }
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("probability_alive", number(valuation.alive()));
    said.put("purchases", valuation.expectedPurchases());
    said.put("value", Questions.cents(valuation.expected()));
    said.put("lifetime_value", Questions.cents(valuation.value()));
    said.put("segment", valuation.segment().id());
    said.put("segment_name", valuation.segment().label(language));
    said.put("state", valuation.state().code());
    said.put("reason", whatIf.reason(valuation, language));
    return said;
  }
}
