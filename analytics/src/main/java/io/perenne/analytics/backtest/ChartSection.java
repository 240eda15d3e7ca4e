// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.CandidateResult;
import io.perenne.clv.backtest.Charts;
import io.perenne.clv.backtest.Charts.FrequencyCount;
import io.perenne.clv.backtest.Charts.FrequencyMean;
import io.perenne.clv.backtest.DistributionAccuracy;
import io.perenne.clv.backtest.OriginResult;
import io.perenne.clv.backtest.PointAccuracy;
import io.perenne.clv.backtest.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The pictures of the recommended model. */
final class ChartSection {

  /** Repeat purchases of all weeks but the last few percent of gift peaks fit below this. */
  private static final double HEADROOM = 1.05;

  private final Charts charts;
  private final CandidateResult result;
  private final StringBuilder html = new StringBuilder();

  ChartSection(BacktestReport report, Charts charts) {
    OriginResult last = report.origins().get(report.origins().size() - 1);
    this.charts = charts;
    this.result = last.candidate(report.recommendation().model());
  }

  String render() {
    html.append("<section><h2>").append(Bilingual.html("charts", result.model()));
    html.append("</h2>\n<div class=\"charts\">\n");
    figure("tracking-cumulative", tracking(true), true);
    figure("tracking-incremental", tracking(false), true);
    figure("frequency", frequencies(), true);
    figure("conditional", conditional(), true);
    result.purchases().ifPresent(a -> figure("deciles", deciles(a), true));
    figure("gain", gains(), false);
    figure("alive", matrix(charts.alive(), 1), false);
    figure("expected", matrix(charts.expected(), highest(charts.expected())), false);
    charts.spend().ifPresent(spread -> figure("spend", spend(spread), true));
    result.distribution().ifPresent(a -> figure("pit", pit(a), false));
    html.append("</div></section>\n");
    return html.toString();
  }

  private void figure(String name, String picture, boolean actualAndExpected) {
    html.append("<figure><h3>").append(Bilingual.html("chart." + name)).append("</h3>\n");
    if (actualAndExpected) {
      html.append("<p class=\"legend\"><i class=\"actual\"></i>").append(Bilingual.html("actual"));
      html.append(" <i class=\"model\"></i>").append(Bilingual.html("model")).append("</p>");
    } else if (name.equals("gain")) {
      html.append("<p class=\"legend\"><i class=\"model\"></i>").append(Bilingual.html("model"));
      html.append(" <i class=\"rule\"></i>").append(Bilingual.html("run-rate"));
      html.append(" <i class=\"actual\"></i>").append(Bilingual.html("best")).append("</p>");
    }
    html.append(picture).append("<figcaption>");
    html.append(Bilingual.html("chart." + name + ".how")).append("</figcaption></figure>\n");
  }

  private static String name(String key) {
    return Bilingual.svg("axis." + key);
  }

  private String tracking(boolean cumulative) {
    Tracking tracking = charts.tracking();
    List<double[]> actual = weeks(tracking.actual(), cumulative);
    List<double[]> expected = weeks(tracking.expected(), cumulative);
    double top = Math.max(highest(actual), highest(expected));
    return new Plot(0, tracking.actual().size(), top * HEADROOM)
        .gridY()
        .ticksX()
        .mark(tracking.calibrationWeeks())
        .curve("actual", actual)
        .curve("model", expected)
        .names(name("week"), name(cumulative ? "purchases-so-far" : "purchases-in-week"))
        .render("tracking");
  }

  private static List<double[]> weeks(List<? extends Number> values, boolean cumulative) {
    List<double[]> points = new ArrayList<>();
    double sum = 0;
    for (int week = 0; week < values.size(); week++) {
      sum = values.get(week).doubleValue() + (cumulative ? sum : 0);
      points.add(new double[] {week + 1, sum});
    }
    return points;
  }

  private static double highest(List<double[]> points) {
    return points.stream().mapToDouble(point -> point[1]).max().orElse(1);
  }

  private String frequencies() {
    List<FrequencyCount> counts = charts.frequencies();
    double top =
        counts.stream().mapToDouble(c -> Math.max(c.actual(), c.expected())).max().orElse(1);
    Plot plot = new Plot(-0.5, counts.size() - 0.5, top * HEADROOM).gridY();
    for (FrequencyCount count : counts) {
      int x = count.frequency();
      plot.tickX(x, orMore(x, counts.size() - 1))
          .bar("actual", x - 0.4, x, count.actual(), words("%.0f", count.actual()))
          .bar("model", x, x + 0.4, count.expected(), words("%.1f", count.expected()));
    }
    return plot.names(name("repeat"), name("customers")).render("frequency");
  }

  private static String orMore(int x, int last) {
    return x == last ? x + "+" : Integer.toString(x);
  }

  private String conditional() {
    List<FrequencyMean> means = charts.conditional();
    double top =
        means.stream().mapToDouble(m -> Math.max(m.actual(), m.expected())).max().orElse(1);
    int last = charts.frequencies().size() - 1;
    Plot plot = new Plot(-0.5, last + 0.5, top * HEADROOM).gridY();
    means.forEach(mean -> plot.tickX(mean.frequency(), orMore(mean.frequency(), last)));
    plot.curve("actual", points(means, FrequencyMean::actual))
        .curve("model", points(means, FrequencyMean::expected));
    for (FrequencyMean mean : means) {
      String customers = " (n = " + mean.customers() + ")";
      plot.dot("actual", mean.frequency(), mean.actual(), words("%.2f", mean.actual()) + customers)
          .dot(
              "model",
              mean.frequency(),
              mean.expected(),
              words("%.2f", mean.expected()) + customers);
    }
    return plot.names(name("repeat-before"), name("purchases-after")).render("conditional");
  }

  private static List<double[]> points(
      List<FrequencyMean> means, ToDoubleFunction<FrequencyMean> y) {
    return means.stream().map(m -> new double[] {m.frequency(), y.applyAsDouble(m)}).toList();
  }

  private static String deciles(PointAccuracy accuracy) {
    List<PointAccuracy.Decile> deciles = accuracy.deciles();
    double top =
        deciles.stream()
            .mapToDouble(d -> Math.max(d.meanActual(), d.meanExpected()))
            .max()
            .orElse(1);
    Plot plot = new Plot(0.5, deciles.size() + 0.5, top * HEADROOM).gridY();
    for (int i = 0; i < deciles.size(); i++) {
      PointAccuracy.Decile decile = deciles.get(i);
      int x = i + 1;
      plot.tickX(x, Integer.toString(x))
          .bar("actual", x - 0.4, x, decile.meanActual(), words("%.3f", decile.meanActual()))
          .bar("model", x, x + 0.4, decile.meanExpected(), words("%.3f", decile.meanExpected()));
    }
    return plot.names(name("tenth"), name("purchases-each")).render("deciles");
  }

  private String gains() {
    Plot plot = new Plot(0, 100, 100).gridY().ticksX();
    plot.curve("mark", List.of(new double[] {0, 0}, new double[] {100, 100}))
        .curve("actual", gain(Charts.Gain::best))
        .curve("rule", gain(Charts.Gain::byRunRate))
        .curve("model", gain(Charts.Gain::byModel));
    return plot.names(name("share-customers"), name("share-purchases")).render("gain");
  }

  private List<double[]> gain(ToDoubleFunction<Charts.Gain> share) {
    return charts.gains().stream()
        .map(gain -> new double[] {100 * gain.share(), 100 * share.applyAsDouble(gain)})
        .toList();
  }

  private static double highest(Charts.Matrix matrix) {
    return matrix.rows().stream()
        .flatMap(List::stream)
        .mapToDouble(value -> value)
        .filter(Double::isFinite)
        .max()
        .orElse(1);
  }

  private static String matrix(Charts.Matrix matrix, double top) {
    List<Integer> recencies = matrix.recencies();
    int rows = matrix.rows().size();
    double age = matrix.age();
    Plot plot = new Plot(0, age, rows).ticksX();
    for (int x = 0; x < rows; x++) {
      List<Double> row = matrix.rows().get(x);
      double from = 0;
      for (int i = 0; i < row.size(); i++) {
        double to = row.size() == 1 ? recencies.get(0) : recencies.get(i);
        double share = row.get(i) / top;
        String title = "x = %d, t_x = %.0f: ".formatted(x, x == 0 ? 0 : to);
        plot.rectangle("cell", shade(share), from, to, x, x + 1, title + words("%.3f", row.get(i)));
        from = to;
      }
      if (x % 2 == 0) {
        plot.rowName(x + 0.5, Integer.toString(x));
      }
    }
    return plot.names(name("recency"), name("repeat")).render("matrix")
        + "<p class=\"scale\">0<i style=\"background:linear-gradient(90deg,%s,%s,%s)\"></i>%s</p>"
            .formatted(shade(0), shade(0.5), shade(1), words(top == 1 ? "%.0f" : "%.1f", top));
  }

  /** From pale to dark blue, even to the eye. */
  private static String shade(double share) {
    double s = Math.max(0, Math.min(1, share));
    return String.format(
        Locale.ROOT, "hsl(%.0f %.0f%% %.0f%%)", 190 + 40 * s, 45 + 25 * s, 94 - 64 * s);
  }

  private static String spend(Charts.SpendSpread spread) {
    List<Double> edges = spread.edges();
    double width = edges.get(1);
    double top = 1;
    for (int bin = 0; bin < edges.size(); bin++) {
      top = Math.max(top, Math.max(spread.actual().get(bin), spread.expected().get(bin)));
    }
    Plot plot = new Plot(0, edges.get(edges.size() - 1) + width, top * HEADROOM).gridY().ticksX();
    List<double[]> expected = new ArrayList<>();
    for (int bin = 0; bin < edges.size(); bin++) {
      double from = edges.get(bin);
      double gap = width * 0.06;
      plot.bar(
          "actual",
          from + gap,
          from + width - gap,
          spread.actual().get(bin),
          words("%.0f", spread.actual().get(bin)));
      expected.add(new double[] {from + width / 2, spread.expected().get(bin)});
    }
    return plot.curve("model", expected)
        .names(name("mean-value"), name("customers"))
        .render("spend");
  }

  private static String pit(DistributionAccuracy accuracy) {
    List<Double> shares = accuracy.pit();
    int n = shares.size();
    double top = shares.stream().mapToDouble(share -> share * n).max().orElse(1);
    Plot plot = new Plot(0, 1, Math.max(1.2, top * HEADROOM)).gridY().ticksX();
    for (int bin = 0; bin < n; bin++) {
      double height = shares.get(bin) * n;
      plot.bar("model", (bin + 0.08) / n, (bin + 0.92) / n, height, words("%.2f", height));
    }
    return plot.level(1).names(name("probability"), name("density")).render("pit");
  }

  private static String words(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
