// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The holdout of CDNOW beside what lifetimes, CLVTools, BTYD and BTYDplus answered on it, and the
 * tables of docs/accuracy.md, row by row.
 *
 * <p>Their log-likelihoods, totals and errors are those they printed; their log scores are had by
 * the same probabilities as ours at the parameters where their optimisers stopped.
 */
class AccuracyPageTest {

  private static final Path PAGE = Path.of("../docs/accuracy.md");
  private static final Path PEERS = Path.of("src/test/resources/io/perenne/clv/backtest");
  private static final int WEEK = 7;

  private static final Map<String, Holdout> HOLDOUTS = new ConcurrentHashMap<>();

  /** A base, cut, with our report on it. */
  private record Holdout(OriginResult ours, List<Customer> customers) {

    static Holdout of(String data) {
      return HOLDOUTS.computeIfAbsent(data, Holdout::make);
    }

    private static Holdout make(String data) {
      PurchaseLog log = Cdnow.log(data);
      List<String> models = new ArrayList<>(List.of("bg-nbd", "mbg-nbd", "pareto-nbd", "nbd"));
      if (data.equals("sample")) {
        models.addAll(List.of("bg-cnbd-2", "mbg-cnbd-2", "gompertz-nbd", "pareto-cnbd-mixture"));
      }
      BacktestReport report =
          Backtest.run(
              log,
              Cdnow.END,
              new BacktestOptions(
                  models,
                  1,
                  Cdnow.HORIZON_DAYS,
                  FitOptions.withDefaults().withoutPriors(),
                  SpendBasis.REPEAT,
                  1));
      return new Holdout(report.origins().get(0), customers(log));
    }

    private static List<Customer> customers(PurchaseLog log) {
      int cut = Math.toIntExact(Cdnow.CUT.toEpochDay());
      Map<PurchaseHistory, Map<Integer, Integer>> counts = new LinkedHashMap<>();
      for (int c = 0; c < log.customers(); c++) {
        PurchaseHistory history = log.history(c, cut, OperationalClock.calendar());
        int later = log.end(c) - log.endUntil(c, cut);
        counts.computeIfAbsent(history, h -> new LinkedHashMap<>()).merge(later, 1, Integer::sum);
      }
      List<Customer> customers = new ArrayList<>();
      counts.forEach(
          (history, laters) ->
              laters.forEach((later, n) -> customers.add(new Customer(history, later, n))));
      return customers;
    }

    /** Customers of which the model was right by what they did, in units of a peer. */
    double logScore(TransactionModel model, double unit) {
      CountForecaster forecaster = CountForecaster.of(model, Cdnow.HORIZON_DAYS / unit);
      double sum = 0;
      for (Customer c : customers) {
        sum -= c.count() * Math.log(forecaster.forecast(c.in(unit)).probability(c.later()));
      }
      return sum / ours.customers();
    }

    double logLikelihood(TransactionModel model, double unit) {
      return customers.stream().mapToDouble(c -> c.count() * model.logLikelihood(c.in(unit))).sum();
    }

    /** The mean absolute error of a model once its total is made to be another. */
    double errorAtTotal(TransactionModel model, double total) {
      double[] expected =
          customers.stream()
              .mapToDouble(
                  c -> model.conditionalExpectedTransactions(c.history(), Cdnow.HORIZON_DAYS))
              .toArray();
      double own = 0;
      for (int i = 0; i < expected.length; i++) {
        own += customers.get(i).count() * expected[i];
      }
      double error = 0;
      for (int i = 0; i < expected.length; i++) {
        Customer c = customers.get(i);
        error += c.count() * Math.abs(expected[i] * total / own - c.later());
      }
      return error / ours.customers();
    }
  }

  /** Customers alike until the cut and after it. */
  private record Customer(PurchaseHistory history, int later, int count) {

    PurchaseHistory in(double unit) {
      int x = history.frequency();
      return new PurchaseHistory(
          x,
          history.recency() / unit,
          history.age() / unit,
          history.logGapSum() - x * Math.log(unit));
    }
  }

  /** What a peer answered with one model. */
  private record Peer(String data, String by, String name, JsonNode answer) {

    double holdout(String measure) {
      return answer.path("holdout").path(measure).doubleValue();
    }

    double total() {
      return answer.path("totals").path("cet").doubleValue();
    }

    /** Its model as ours is called. */
    String ourName() {
      return switch (name) {
        case "bgnbd", "bgcnbd" -> "bg-nbd";
        case "mbgnbd", "mbgcnbd" -> "mbg-nbd";
        case "pnbd" -> "pareto-nbd";
        // on everybody, too, it ends where aging is none
        case "ggomnbd" -> data.equals("sample") ? "gompertz-nbd" : "pareto-nbd";
        case "bgcnbd_k2" -> "bg-cnbd-2";
        case "mbgcnbd_k2" -> "mbg-cnbd-2";
        case "nbd" -> "nbd";
        default -> throw new AssertionError(name);
      };
    }

    /** The model at the parameters at which it stopped, in weeks. */
    TransactionModel model() {
      Map<String, Double> parameters = new LinkedHashMap<>();
      answer
          .path("params")
          .properties()
          .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().doubleValue()));
      parameters.remove("k");
      if (name.equals("ggomnbd")) {
        parameters.compute(
            "beta", (key, beta) -> beta == null ? null : beta / parameters.getOrDefault("b", 1.0));
        return TransactionModels.of("gompertz-nbd", parameters);
      }
      return TransactionModels.of(ourName(), parameters);
    }

    @Override
    public String toString() {
      return by + " " + name + " on " + data;
    }
  }

  static Stream<Peer> peers() throws IOException {
    List<Peer> peers = new ArrayList<>();
    for (String file :
        List.of(
            "lifetimes_cdnow_sample",
            "clvtools_cdnow_sample",
            "btyd_cdnow_sample",
            "lifetimes_cdnow_master",
            "clvtools_cdnow_master")) {
      JsonNode root = new ObjectMapper().readTree(Files.readString(PEERS.resolve(file + ".json")));
      String data = file.substring(file.lastIndexOf('_') + 1);
      root.path("models")
          .properties()
          .forEach(
              entry -> {
                String name = entry.getKey();
                String by = root.path("peer").asText();
                if (by.startsWith("BTYD")) {
                  by = name.matches("m?bgc?nbd.*") && !name.equals("bgnbd") ? "BTYDplus" : "BTYD";
                }
                if (!name.equals("gg")) {
                  peers.add(new Peer(data, by, name, entry.getValue()));
                }
              });
    }
    return peers.stream();
  }

  @ParameterizedTest
  @MethodSource("peers")
  void holdout_isNoWorseThanOfThePeer(Peer peer) {
    Holdout holdout = Holdout.of(peer.data());
    CandidateResult ours = holdout.ours().candidate(peer.ourName());
    TransactionModel theirs = peer.model();

    // the formulas are the same ones; where they stopped is not always the top
    double reported = peer.answer().path("log_likelihood").doubleValue();
    double logLikelihood = holdout.logLikelihood(theirs, WEEK);
    assertThat(logLikelihood).isCloseTo(reported, within(2e-4));
    double density = ours.logLikelihood();
    double weeks =
        holdout.customers().stream()
            .mapToDouble(c -> c.count() * c.history().frequency() * Math.log(WEEK))
            .sum();
    assertThat(density + weeks).isGreaterThan(logLikelihood - 1e-4);

    DistributionAccuracy distribution = ours.distribution().orElseThrow();
    assertThat(distribution.logScore()).isLessThanOrEqualTo(holdout.logScore(theirs, WEEK) + 2e-5);

    TransactionModel model =
        TransactionModels.of(
            ours.model().isEmpty() ? ours.name() : ours.model(), ours.parameters());
    assertThat(holdout.errorAtTotal(model, peer.total()))
        .isLessThanOrEqualTo(peer.holdout("mae") + 2e-5);
  }

  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("bg-nbd", "BG/NBD");
    TITLES.put("mbg-nbd", "MBG/NBD");
    TITLES.put("pareto-nbd", "Pareto/NBD");
    TITLES.put("gompertz-nbd", "GGompertz/NBD");
    TITLES.put("bg-cnbd-2", "BG/CNBD-2");
    TITLES.put("mbg-cnbd-2", "MBG/CNBD-2");
    TITLES.put("pareto-cnbd-mixture", "mixture of Pareto/CNBD-k");
    TITLES.put("nbd", "NBD");
    TITLES.put("run-rate", "past rate x / T");
    TITLES.put("hiatus-12-weeks", "the same, none after 12 silent weeks");
    TITLES.put("average", "the average customer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "master"})
  void page_showsTheHoldoutSideBySide(String data) throws IOException {
    Holdout holdout = Holdout.of(data);
    List<Peer> peers =
        peers().filter(p -> p.data().equals(data) && !p.name().matches("m?bgcnbd")).toList();
    List<String> rows = new ArrayList<>();
    for (var title : TITLES.entrySet()) {
      List<CandidateResult> ours =
          holdout.ours().candidates().stream()
              .filter(c -> c.name().equals(title.getKey()))
              .toList();
      for (CandidateResult c : ours) {
        PointAccuracy accuracy = c.purchases().orElseThrow();
        String score = c.distribution().map(d -> decimals(4, d.logScore())).orElse("");
        rows.add(
            row(
                title.getValue(),
                c.ruleOfThumb() ? "rule of thumb" : "Perenne",
                accuracy.expected(),
                100 * accuracy.bias(),
                accuracy.meanAbsoluteError(),
                accuracy.rootMeanSquaredError(),
                score));
      }
      for (Peer peer : peers) {
        String ourName = peer.name().equals("ggomnbd") ? "gompertz-nbd" : peer.ourName();
        if (ourName.equals(title.getKey())) {
          rows.add(
              row(
                  ours.isEmpty() ? title.getValue() : "",
                  peer.by(),
                  peer.total(),
                  peer.holdout("bias_pct"),
                  peer.holdout("mae"),
                  peer.holdout("rmse"),
                  decimals(4, holdout.logScore(peer.model(), WEEK))));
        }
      }
    }
    String heading = data.equals("sample") ? "## Purchases, one customer" : "## Purchases, every";
    assertThat(table(heading)).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({"sample, one in ten", "master, everybody"})
  void page_showsTheCoverageOfIntervals(String data, String word) throws IOException {
    List<String> shown =
        table("## Probabilities").stream().filter(row -> row.startsWith(word + " | ")).toList();
    List<String> rows = new ArrayList<>();
    for (String model : List.of("BG/NBD", "MBG/NBD", "Pareto/NBD")) {
      String name = model.toLowerCase(Locale.ROOT).replace('/', '-');
      DistributionAccuracy d = Holdout.of(data).ours().candidate(name).distribution().orElseThrow();
      String covered =
          d.intervals().stream()
              .map(interval -> decimals(1, 100 * interval.covered()) + " %")
              .collect(Collectors.joining(" | "));
      rows.add(String.join(" | ", word, model, covered, decimals(3, d.pitDistance())));
    }

    assertThat(shown).isEqualTo(rows);
  }

  private static String row(
      String model, String by, double total, double bias, double mae, double rmse, String score) {
    return String.join(
        " | ",
        model,
        by,
        decimals(1, total),
        (bias > 0 ? "+" : "") + decimals(2, bias) + " %",
        decimals(4, mae),
        decimals(4, rmse),
        score);
  }

  private static String decimals(int places, double value) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** The rows of the first table under a heading, without emphasis. */
  private static List<String> table(String heading) throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf(heading));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.replace("**", ""))
        .map(
            line ->
                String.join(
                    " | ",
                    Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList()
                        .subList(0, line.length() - line.replace("|", "").length() - 1)))
        .toList();
  }
}
