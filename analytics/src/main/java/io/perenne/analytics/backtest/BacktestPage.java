// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import static io.perenne.analytics.backtest.Bilingual.escape;
import static io.perenne.analytics.backtest.Bilingual.html;
import static io.perenne.analytics.backtest.Bilingual.number;
import static io.perenne.analytics.backtest.Bilingual.percent;

import io.perenne.analytics.fit.FittedData;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.CandidateResult;
import io.perenne.clv.backtest.DistributionAccuracy;
import io.perenne.clv.backtest.OriginResult;
import io.perenne.clv.backtest.PointAccuracy;
import io.perenne.clv.backtest.RevenueDistribution;
import io.perenne.clv.backtest.Standing;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A backtest as one HTML page that needs nothing else: no network, no script, no other file. Both
 * languages are in it, and two buttons change between them.
 */
final class BacktestPage {

  private final BacktestDocument document;
  private final BacktestReport report;
  private final StringBuilder page = new StringBuilder();

  private BacktestPage(BacktestDocument document) {
    this.document = document;
    this.report = document.report();
  }

  static String of(BacktestDocument document, Language language) {
    return new BacktestPage(document).render(language);
  }

  private String render(Language language) {
    page.append("<!DOCTYPE html>\n<html lang=\"").append(language.toString()).append("\">\n");
    page.append("<head><meta charset=\"utf-8\"><title>Perenne · backtest</title>\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<style>\n").append(resource("page.css")).append("</style></head>\n<body>\n");
    switcher("es", "Español", language == Language.ES);
    switcher("en", "English", language == Language.EN);
    page.append("<main>\n");
    head();
    verdict();
    standings();
    for (int i = report.origins().size() - 1; i >= 0; i--) {
      origin(report.origins().get(i), i == report.origins().size() - 1);
    }
    report.charts().ifPresent(charts -> page.append(new ChartSection(report, charts).render()));
    provenance();
    page.append("</main>\n</body>\n</html>\n");
    return page.toString();
  }

  private void switcher(String code, String name, boolean chosen) {
    page.append(
        "<input type=\"radio\" name=\"language\" id=\"%1$s\"%2$s><label for=\"%1$s\">%3$s</label>\n"
            .formatted(code, chosen ? " checked" : "", name));
  }

  private void head() {
    OriginResult last = report.origins().get(report.origins().size() - 1);
    page.append("<h1>").append(html("title")).append("</h1>\n<p class=\"lead\">");
    page.append(
        html(
            "lead",
            report.firstDay().toString(),
            report.lastDay().toString(),
            report.origins().size(),
            report.horizonDays(),
            last.customers()));
    page.append("</p>\n");
  }

  private void verdict() {
    String model = report.recommendation().model();
    page.append("<section class=\"verdict\"><h2>").append(html("verdict")).append("</h2>\n");
    page.append("<p class=\"winner\">").append(escape(model.isEmpty() ? "–" : model));
    page.append("</p>\n<p>");
    page.append(html(report.recommendation().reason()));
    page.append("</p>\n");
    if (!report.warnings().isEmpty()) {
      page.append("<h3>").append(html("warnings")).append("</h3><ul class=\"warnings\">\n");
      report
          .warnings()
          .forEach(warning -> page.append("<li>").append(html(warning)).append("</li>\n"));
      page.append("</ul>\n");
    }
    page.append("</section>\n");
  }

  private void standings() {
    page.append("<section><h2>").append(html("standings")).append("</h2>\n<p>");
    page.append(html("standings.how")).append("</p>\n");
    beginTable(List.of("model", "log-score", "behind", "behind-error", "bias", "mae", "weight"));
    List<Integer> weights = report.weightPercents();
    for (int i = 0; i < weights.size(); i++) {
      Standing standing = report.standings().get(i);
      row(
          standing.name(),
          standing.name().equals(report.recommendation().model()),
          List.of(
              number(standing.logScore(), 4),
              number(standing.behind(), 4),
              number(standing.behindError(), 4),
              percent(standing.bias(), 1),
              number(standing.meanAbsoluteError(), 4),
              percent(weights.get(i) / 100.0, 0)));
    }
    page.append("</tbody></table></div></section>\n");
  }

  private void origin(OriginResult origin, boolean open) {
    page.append("<section><details").append(open ? " open" : "").append("><summary><h2>");
    page.append(html("origin", origin.origin().toString())).append("</h2></summary>\n<p>");
    page.append(html("origin.lead", origin.customers(), Math.round(origin.purchases())));
    page.append("</p>\n");
    accuracy(
        origin,
        List.of(
            "model", "expected", "bias", "mae", "rmse", "spearman", "gini", "top", "calibration"),
        candidate -> candidate.purchases().map(a -> points(a, 0)));
    page.append("<h3>").append(html("probabilities")).append("</h3>\n");
    accuracy(
        origin,
        List.of(
            "model", "log-score", "brier", "active", "c50", "c80", "c90", "c95", "pit", "tracking"),
        candidate ->
            candidate
                .distribution()
                .map(a -> distribution(a, candidate.trackingError().orElse(Double.NaN))));
    if (origin.revenue() > 0) {
      page.append("<h3>").append(html("revenue")).append("</h3>\n");
      accuracy(
          origin,
          List.of(
              "model", "expected", "bias", "mae", "rmse", "spearman", "gini", "top", "calibration"),
          candidate -> candidate.revenue().map(a -> points(a, 0)));
      page.append("<h3>").append(html("revenue.probabilities")).append("</h3>\n");
      accuracy(
          origin,
          List.of("model", "c50", "c80", "c90", "c95", "pit"),
          candidate -> candidate.revenueDistribution().map(BacktestPage::distribution));
    }
    page.append("</details></section>\n");
  }

  private void accuracy(
      OriginResult origin,
      List<String> columns,
      Function<CandidateResult, Optional<List<String>>> cells) {
    beginTable(columns);
    for (CandidateResult candidate : origin.candidates()) {
      String name = candidate.model().isEmpty() ? candidate.name() : candidate.model();
      boolean chosen = candidate.name().equals(report.recommendation().model());
      cells
          .apply(candidate)
          .ifPresentOrElse(
              row -> row(name, chosen, row),
              () ->
                  candidate
                      .failure()
                      .ifPresent(
                          why ->
                              page.append(
                                  "<tr><th>%s</th><td class=\"words\" colspan=\"%d\">%s</td></tr>%n"
                                      .formatted(escape(name), columns.size() - 1, html(why)))));
    }
    page.append("</tbody></table></div>\n");
  }

  private static List<String> points(PointAccuracy a, int decimals) {
    return List.of(
        number(a.expected(), decimals),
        percent(a.bias(), 1),
        number(a.meanAbsoluteError(), 4),
        number(a.rootMeanSquaredError(), 4),
        number(a.rankCorrelation(), 3),
        number(a.gini(), 3),
        percent(a.topDecileShare(), 1),
        percent(a.calibrationError(), 1));
  }

  private static List<String> distribution(DistributionAccuracy a, double trackingError) {
    return List.of(
        number(a.logScore(), 4),
        number(a.brierScore(), 4),
        number(a.activeLogScore(), 4),
        percent(a.intervals().get(0).covered(), 1),
        percent(a.intervals().get(1).covered(), 1),
        percent(a.intervals().get(2).covered(), 1),
        percent(a.intervals().get(3).covered(), 1),
        number(a.pitDistance(), 4),
        percent(trackingError, 1));
  }

  private static List<String> distribution(RevenueDistribution a) {
    List<String> cells = new ArrayList<>();
    a.intervals().forEach(interval -> cells.add(percent(interval.covered(), 1)));
    cells.add(number(a.pitDistance(), 4));
    return cells;
  }

  private void beginTable(List<String> columns) {
    page.append("<div class=\"table\"><table><thead><tr>");
    columns.forEach(column -> page.append("<th>").append(html("column." + column)).append("</th>"));
    page.append("</tr></thead><tbody>\n");
  }

  private void row(String name, boolean chosen, List<String> cells) {
    page.append(chosen ? "<tr class=\"chosen\"><th>" : "<tr><th>").append(escape(name));
    page.append("</th>");
    cells.forEach(cell -> page.append("<td>").append(cell).append("</td>"));
    page.append("</tr>\n");
  }

  private void provenance() {
    page.append("<footer><h2>").append(html("provenance")).append("</h2><ul>\n");
    for (FittedData.File file : document.files()) {
      page.append(
          "<li>%s, %d bytes, SHA-256 <code>%s</code></li>%n"
              .formatted(escape(file.path()), file.bytes(), file.sha256()));
    }
    document
        .software()
        .forEach(
            (name, version) ->
                page.append("<li>%s %s</li>%n".formatted(escape(name), escape(version))));
    page.append("<li>").append(html("seed", Long.toString(report.seed()))).append("</li>");
    page.append("</ul></footer>\n");
  }

  private static String resource(String name) {
    try (InputStream in = BacktestPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
