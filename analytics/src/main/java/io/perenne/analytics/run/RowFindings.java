// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.Findings;
import io.perenne.analytics.ingest.column.IdentityMatch.How;
import io.perenne.analytics.ingest.meaning.NonProducts;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.meaning.StatusReport;
import io.perenne.analytics.ingest.meaning.SuspiciousIds;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.RefundCounts;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.clv.words.Message;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the values of the rows of a run turned out to mean, and what to say about it. */
final class RowFindings {
  private static final int NAMED = 8;

  private final RunConfiguration configuration;
  private final HistoryTable histories;
  private final Optional<StatusReport> statuses;
  private final Optional<CustomerMatch> match;
  private final List<SuspiciousIds.Suspicion> suspicions;
  private final Optional<NonProducts.Suspects> products;

  private RowFindings(
      RunConfiguration configuration,
      HistoryTable histories,
      Optional<StatusReport> statuses,
      Optional<CustomerMatch> match,
      List<SuspiciousIds.Suspicion> suspicions,
      Optional<NonProducts.Suspects> products) {
    this.configuration = configuration;
    this.histories = histories;
    this.statuses = statuses;
    this.match = match;
    this.suspicions = suspicions;
    this.products = products;
  }

  /** Looks at rows that have been summarized. */
  static RowFindings of(
      Pipeline pipeline,
      TransactionSource source,
      Scanned scanned,
      Optional<CustomerMatch> match,
      RunConfiguration configuration) {
    return new RowFindings(
        configuration,
        scanned.histories(),
        source.statuses(),
        match,
        pipeline.suspiciousIds(scanned.histories()),
        pipeline.nonProducts(scanned.table()));
  }

  /** Returns them as they are kept. */
  Findings document() {
    return new Findings(
        statuses.map(RowFindings::words).orElse(List.of()),
        refunds(),
        histories.anonymousMoney(),
        match.map(RowFindings::crm).orElse(null),
        suspicions.stream().map(RowFindings::suspicious).toList(),
        products.map(RowFindings::products).orElse(List.of()),
        products.map(NonProducts.Suspects::share).orElse(0.0));
  }

  private static List<Findings.Status> words(StatusReport report) {
    return report.words().stream()
        .map(
            word ->
                new Findings.Status(
                    word.word(),
                    word.rows(),
                    word.money().setScale(2, RoundingMode.HALF_UP),
                    word.status().key()))
        .toList();
  }

  /** Where refunds are not to be linked, those below zero are all without their order. */
  private Findings.Refunds refunds() {
    RefundCounts counts = histories.refunds();
    return new Findings.Refunds(
        counts.named(),
        counts.told(),
        counts.byAmount(),
        counts.byLines(),
        histories.rules().linksRefunds() ? counts.unlinked() : histories.counts().refunds());
  }

  private static Findings.Crm crm(CustomerMatch match) {
    How how = match.ids().how() == How.NONE ? How.AS_WRITTEN : match.ids().how();
    return new Findings.Crm(
        match.buyers(),
        match.crm(),
        match.found(),
        how.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Findings.SuspiciousId suspicious(SuspiciousIds.Suspicion suspicion) {
    return new Findings.SuspiciousId(
        suspicion.count().id(),
        suspicion.count().tickets(),
        suspicion.share(),
        suspicion.count().money());
  }

  private static List<Findings.NonProduct> products(NonProducts.Suspects suspects) {
    return suspects.products().stream()
        .map(
            product -> new Findings.NonProduct(product.product(), product.lines(), product.money()))
        .toList();
  }

  /** Returns what a person should look at. */
  List<Message> warnings() {
    List<Message> warnings = new ArrayList<>();
    statuses.ifPresent(report -> unknown(report).ifPresent(warnings::add));
    suspicions.forEach(suspicion -> warnings.add(warning(suspicion)));
    products.ifPresent(suspects -> warnings.add(warning(suspects)));
    return warnings;
  }

  private static Optional<Message> unknown(StatusReport report) {
    List<StatusReport.Word> words = report.unknown();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Texts.message(
                "warning.statuses.unknown",
                words.stream().mapToLong(StatusReport.Word::rows).sum(),
                report
                    .moneyByClass()
                    .getOrDefault(StatusClass.UNKNOWN, BigDecimal.ZERO)
                    .doubleValue(),
                named(words.stream().map(StatusReport.Word::word).toList())));
  }

  private Message warning(SuspiciousIds.Suspicion suspicion) {
    return Texts.message(
        "warning.ids.suspicious",
        suspicion.count().id(),
        suspicion.count().tickets(),
        100 * suspicion.share(),
        setting(
            "anonymous-ids",
            configuration.tickets().anonymousIds(),
            suspicions.stream().map(other -> other.count().id()).toList()));
  }

  private Message warning(NonProducts.Suspects suspects) {
    List<String> names =
        suspects.products().stream().map(NonProducts.ProductMoney::product).toList();
    return Texts.message(
        "warning.products.none",
        named(names),
        100 * suspects.share(),
        setting("exclude-products", configuration.tickets().excludedProducts(), names));
  }

  private static String named(Collection<String> words) {
    String first = words.stream().limit(NAMED).collect(Collectors.joining(", "));
    return words.size() <= NAMED ? first : first + ", …";
  }

  /** Values with a comma cannot be set so. */
  private static String setting(String key, List<String> before, List<String> more) {
    Set<String> values =
        Stream.concat(before.stream(), more.stream())
            .filter(value -> !value.contains(","))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return "--set \"" + key + "=" + String.join(",", values) + "\"";
  }
}
