// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.CovariateEffects;
import io.perenne.clv.fit.search.CovariateLikelihood;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.CovariateGroups.Group;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.numeric.Differences;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.spend.CovariateSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Covariates. No other program has an exact reference for them, so the references are derived here:
 * likelihoods written out group by group from the models' own, closed-form relations between fits,
 * and known coefficients found again in simulated customers.
 */
class CovariateFitTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  private static final Map<String, CovariateModel> MODELS = models();

  private static Map<String, CovariateModel> models() {
    Map<String, CovariateModel> models = new LinkedHashMap<>();
    Map<String, Double> coin = Map.of("r", 0.8, "alpha", 40.0, "a", 0.9, "b", 2.0);
    Map<String, Double> pareto = Map.of("r", 0.7, "alpha", 60.0, "s", 0.8, "beta", 120.0);
    Map<String, Double> gompertz = new LinkedHashMap<>(pareto);
    gompertz.put("b", 0.002);
    put(models, "bg-nbd", coin);
    put(models, "mbg-nbd", coin);
    put(models, "mbg-cnbd-2", coin);
    put(models, "bg-cnbd-3", coin);
    put(models, "pareto-nbd", pareto);
    put(models, "pareto-cnbd-2", pareto);
    put(models, "gompertz-nbd", gompertz);
    put(models, "nbd", Map.of("r", 0.4, "alpha", 90.0));
    Map<String, Double> mixture = new LinkedHashMap<>(pareto);
    for (String weight : List.of("w1", "w2", "w3", "w4", "w6", "w9")) {
      mixture.put(weight, weight.equals("w3") ? 0.3 : 0.14);
    }
    put(models, "pareto-cnbd-mixture", mixture);
    return models;
  }

  private static void put(
      Map<String, CovariateModel> models, String name, Map<String, Double> parameters) {
    double dropout = name.equals("nbd") ? 0 : -0.5;
    models.put(
        name,
        new CovariateModel(
            name,
            parameters,
            List.of(new Covariate("web", 0.5, 0.6, dropout), new Covariate("age", 40, -0.02, 0))));
  }

  private static CovariateModel model(String name) {
    return MODELS.getOrDefault(name, MODELS.values().iterator().next());
  }

  /** The corners of {@link LikelihoodDerivativesTest}, in three groups. */
  private static CovariateGroups<HistoryCells> corners() {
    HistoryCells some =
        HistoryCells.builder()
            .add(0, 0, 0, 3)
            .add(0, 0, 400, 5)
            .add(1, 400, 400)
            .add(3, 20, 365, 2)
            .build();
    HistoryCells others =
        HistoryCells.builder().add(26, 216, 217).add(2, 100, 730).add(0, 0, 90, 7).build();
    HistoryCells heavy = HistoryCells.builder().add(200, 700, 730).add(5, 300, 300, 4).build();
    return new CovariateGroups<>(
        List.of("web", "age"),
        List.of(
            new Group<>(List.of(1.0, 33.0), some),
            new Group<>(List.of(0.0, 61.0), others),
            new Group<>(List.of(1.0, 48.0), heavy)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bg-nbd",
        "mbg-nbd",
        "mbg-cnbd-2",
        "bg-cnbd-3",
        "pareto-nbd",
        "pareto-cnbd-2",
        "gompertz-nbd",
        "nbd",
        "pareto-cnbd-mixture"
      })
  void derivatives_equalDifferences_andTheValueIsTheSumOverCustomers(String name) {
    CovariateModel model = model(name);
    List<String> names = List.copyOf(model.average().parameters().keySet());
    CovariateEffects effects = CovariateEffects.onPurchases(names);
    CovariateGroups<HistoryCells> groups = corners();
    double[][] z = new double[3][];
    List<LogLikelihood> likelihoods = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      Group<HistoryCells> group = groups.groups().get(i);
      z[i] = new double[] {group.values().get(0) - 0.5, group.values().get(1) - 40};
      likelihoods.add(likelihood(name, group.cells()));
      sum += logLikelihood(model.of(group.values()), group.cells());
    }
    double[] at = coefficients(model, effects);

    var likelihood = new CovariateLikelihood(effects, likelihoods, z, true);

    assertThat(likelihood.at(at).value()).isCloseTo(sum, within(1e-11 * Math.abs(sum)));
    Differences.check(likelihood, at);
  }

  private static double[] coefficients(CovariateModel model, CovariateEffects effects) {
    List<Double> all = new ArrayList<>(model.average().parameters().values());
    model.covariates().forEach(covariate -> all.add(covariate.purchases()));
    if (effects.list().size() > 1) {
      // age does nothing to dropout in the model, but its slope must be right there as well
      model.covariates().forEach(covariate -> all.add(covariate.dropout()));
    }
    // differences need a step, which is relative
    return all.stream().mapToDouble(value -> value == 0 ? 1e-12 : value).toArray();
  }

  private static LogLikelihood likelihood(String name, HistoryCells cells) {
    return switch (name) {
      case "bg-nbd" -> new BetaGeometricLikelihood(cells, 0, false);
      case "mbg-nbd" -> new BetaGeometricLikelihood(cells, 1, false);
      case "mbg-cnbd-2" -> new ErlangCoinLikelihood(cells, 2, 1, false);
      case "bg-cnbd-3" -> new ErlangCoinLikelihood(cells, 3, 0, false);
      case "pareto-nbd" -> new ParetoNbdLikelihood(cells, false);
      case "pareto-cnbd-2" -> new LifetimeLikelihood(cells, 2, false, false);
      case "gompertz-nbd" -> new LifetimeLikelihood(cells, 1, true, false);
      case "pareto-cnbd-mixture" ->
          new RegularityLikelihood(cells, new int[] {1, 2, 3, 4, 6, 9}, false);
      default -> new NbdLikelihood(cells, false);
    };
  }

  private static double logLikelihood(TransactionModel model, HistoryCells cells) {
    double sum = 0;
    for (int i = 0; i < cells.size(); i++) {
      sum += cells.weight(i) * model.logLikelihood(cells.history(i));
    }
    return sum;
  }

  @Test
  void of_theMeanCustomer_orWithoutCoefficients_isThePlainModel() {
    for (CovariateModel model : MODELS.values()) {
      assertSame(model.of(List.of(0.5, 40.0)), model.average());
      CovariateModel none =
          new CovariateModel(
              model.name(), model.parameters(), List.of(new Covariate("web", 0.5, 0, 0)));
      assertSame(none.of(List.of(1.0)), model.average());
    }
  }

  private static void assertSame(TransactionModel one, TransactionModel other) {
    PurchaseHistory history = new PurchaseHistory(3, 200, 300, 9);
    assertThat(one.logLikelihood(history)).isCloseTo(other.logLikelihood(history), within(1e-12));
    assertThat(one.probabilityAlive(history))
        .isCloseTo(other.probabilityAlive(history), within(1e-12));
    assertThat(one.conditionalExpectedTransactions(history, 90))
        .isCloseTo(other.conditionalExpectedTransactions(history, 90), within(1e-12));
  }

  @Test
  void of_movesRatesByFactors_andTheMeanOfACoinByItsLogit() {
    TransactionModel web = model("pareto-nbd").of(List.of(1.0, 40.0));
    assertThat(web.parameters().get("alpha")).isCloseTo(60 * Math.exp(-0.3), within(1e-12));
    assertThat(web.parameters().get("beta")).isCloseTo(120 * Math.exp(0.25), within(1e-12));

    Map<String, Double> coin = model("mbg-nbd").of(List.of(1.0, 40.0)).parameters();
    double a = coin.getOrDefault("a", 0.0);
    double b = coin.getOrDefault("b", 0.0);
    assertThat(a + b).isCloseTo(2.9, within(1e-12));
    assertThat(Math.log(a / b)).isCloseTo(Math.log(0.9 / 2.0) - 0.25, within(1e-12));
  }

  /** Whoever moves with the covariate by a factor of time is a customer on another clock. */
  @ParameterizedTest
  @ValueSource(strings = {"pareto-nbd", "bg-nbd", "gompertz-nbd", "nbd"})
  void fit_ofOneBaseOnTwoClocks_findsTheRatioOfTheClocks(String name) {
    HistoryCells base = SimulatedCells.of(model(name).average(), 3_000, 900, 5);
    double ratio = 1.7;
    var groups =
        new CovariateGroups<>(
            List.of("fast"),
            List.of(
                new Group<>(List.of(0.0), base),
                new Group<>(List.of(1.0), base.scaledBy(1 / ratio))));

    CovariateModel fitted = TransactionModels.fit(name, groups, PLAIN).model().orElseThrow();

    // the aging of GGompertz is not rescaled by covariates, so only rates are told exactly
    Covariate fast = fitted.covariates().get(0);
    double tolerance = name.equals("gompertz-nbd") ? 0.05 : 1e-6;
    assertThat(fast.purchases()).isCloseTo(Math.log(ratio), within(tolerance));
    if (name.equals("pareto-nbd")) {
      assertThat(fast.dropout()).isCloseTo(Math.log(ratio), within(1e-5));
    } else if (name.equals("bg-nbd")) {
      assertThat(fast.dropout()).isCloseTo(0, within(1e-6));
    }
    // and the model of each group is the plain fit of that group
    TransactionModel alone = TransactionModels.fit(name, base, PLAIN).model().orElseThrow();
    if (!name.equals("gompertz-nbd")) {
      fitted
          .of(List.of(0.0))
          .parameters()
          .forEach(
              (parameter, value) ->
                  assertThat(value)
                      .as(parameter)
                      .isCloseTo(
                          alone.parameters().getOrDefault(parameter, Double.NaN),
                          within(1e-5 * value)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "bg-nbd", "pareto-nbd", "nbd"})
  void fit_ofCovariatesThatDoNothing_isThePlainFit(String name) {
    HistoryCells base = SimulatedCells.of(model(name).average(), 2_000, 900, 6);
    var groups =
        new CovariateGroups<>(
            List.of("web", "constant"),
            List.of(new Group<>(List.of(0.0, 3.0), base), new Group<>(List.of(1.0, 3.0), base)));

    ModelFit<CovariateModel> fit = TransactionModels.fit(name, groups, PLAIN);
    ModelFit<TransactionModel> plain = TransactionModels.fit(name, base, PLAIN);

    CovariateModel model = fit.model().orElseThrow();
    assertThat(model.covariates().get(0).purchases()).isCloseTo(0, within(1e-7));
    assertThat(model.covariates().get(0).dropout()).isCloseTo(0, within(1e-7));
    assertThat(fit.logLikelihood()).isCloseTo(2 * plain.logLikelihood(), within(1e-6));
    assertThat(model.covariates().get(1)).isEqualTo(new Covariate("constant", 3, 0, 0));
    assertThat(fit.diagnosis(Language.EN)).contains("constant is the same for all customers");
    assertThat(fit.standardErrors())
        .containsKeys("r", "alpha", "purchases:web")
        .doesNotContainKey("purchases:constant");
  }

  @Test
  void fit_ofWeights_isThatOfCustomersOneByOne_toTheLastBitInAnyOrder() {
    CovariateGroups<HistoryCells> groups = simulated("mbg-nbd", 800, 3);
    List<Group<HistoryCells>> reversed = new ArrayList<>();
    for (Group<HistoryCells> group : groups.groups()) {
      HistoryCells.Builder one = HistoryCells.builder();
      for (int i = group.cells().size() - 1; i >= 0; i--) {
        PurchaseHistory h = group.cells().history(i);
        for (int n = 0; n < group.cells().weight(i); n++) {
          one.add(h.frequency(), h.recency(), h.age());
        }
      }
      reversed.add(0, new Group<>(group.values(), one.build()));
    }
    var same = new CovariateGroups<>(groups.names(), reversed);

    ModelFit<CovariateModel> fit = TransactionModels.fit("mbg-nbd", groups, PLAIN);

    assertThat(TransactionModels.fit("mbg-nbd", same, PLAIN).model()).isEqualTo(fit.model());
    assertThat(TransactionModels.fit("mbg-nbd", groups, PLAIN.sequential())).isEqualTo(fit);
  }

  /** A third of the customers is on the web, and ages are 20, 40 or 60. */
  private static CovariateGroups<HistoryCells> simulated(String name, int each, long seed) {
    List<Group<HistoryCells>> groups = new ArrayList<>();
    for (double age : new double[] {20, 40, 60}) {
      groups.add(group(name, List.of(0.0, age), 2 * each, seed + (long) age));
      groups.add(group(name, List.of(1.0, age), each, seed + 100 + (long) age));
    }
    return new CovariateGroups<>(List.of("web", "age"), groups);
  }

  private static Group<HistoryCells> group(
      String name, List<Double> values, int customers, long seed) {
    return new Group<>(values, SimulatedCells.of(model(name).of(values), customers, 700, seed));
  }

  /**
   * Twenty coefficients and more over seeds: their errors in units of the standard errors must look
   * like draws from N(0, 1). The bounds are four standard errors of the mean and of the mean
   * square.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "pareto-nbd", "mbg-cnbd-2"})
  void fit_ofSimulatedCustomers_findsTheCoefficientsWithinTheirErrors(String name) {
    CovariateModel truth = model(name);
    List<Double> scores = new ArrayList<>();
    for (int seed = 1; seed <= 8; seed++) {
      ModelFit<CovariateModel> fit =
          TransactionModels.fit(name, simulated(name, 400, 1_000L * seed), PLAIN);
      List<Covariate> found = fit.model().orElseThrow().covariates();
      for (int c = 0; c < 2; c++) {
        Covariate known = truth.covariates().get(c);
        Covariate ours = found.get(c);
        Map<String, Double> errors = fit.standardErrors();
        scores.add(
            (ours.purchases() - known.purchases())
                / errors.getOrDefault("purchases:" + known.name(), Double.NaN));
        scores.add(
            (ours.dropout() - known.dropout())
                / errors.getOrDefault("dropout:" + known.name(), Double.NaN));
      }
    }
    double n = scores.size();
    double mean = scores.stream().mapToDouble(z -> z).sum() / n;
    double square = scores.stream().mapToDouble(z -> z * z).sum() / n;
    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2 / n)));
  }

  @Test
  void fit_withPriors_pullsCoefficientsTowardsZero_hardlyOnManyCustomers() {
    CovariateGroups<HistoryCells> groups = simulated("mbg-nbd", 400, 9);
    Function<FitOptions, Double> web =
        options ->
            TransactionModels.fit("mbg-nbd", groups, options)
                .model()
                .orElseThrow()
                .covariates()
                .get(0)
                .purchases();

    double free = web.apply(PLAIN);
    double shrunk = web.apply(FitOptions.withDefaults());

    assertThat(shrunk).isBetween(0.97 * free, free);
  }

  /**
   * The likelihood rises for ever as the rates of such a group fall; the fit must end all the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "bg-nbd", "pareto-nbd", "gompertz-nbd", "nbd", "mbg-cnbd-2"})
  void fit_ofAGroupThatNeverBoughtAgain_staysFinite(String name) {
    HistoryCells buyers = SimulatedCells.of(model(name).average(), 500, 700, 10);
    HistoryCells never =
        HistoryCells.builder().add(0, 0, 700, 3).add(0, 0, 420, 9).add(0, 0, 0, 1).build();
    var groups =
        new CovariateGroups<>(
            List.of("never"),
            List.of(new Group<>(List.of(0.0), buyers), new Group<>(List.of(1.0), never)));

    for (FitOptions options : List.of(PLAIN, FitOptions.withDefaults())) {
      ModelFit<CovariateModel> fit = TransactionModels.fit(name, groups, options);

      assertThat(fit.logLikelihood()).isFinite();
      assertThat(fit.standardErrors().values()).allSatisfy(e -> assertThat(e).isFinite());
      TransactionModel lost = fit.model().orElseThrow().of(List.of(1.0));
      PurchaseHistory history = PurchaseHistory.of(0, 0, 300);
      assertThat(lost.probabilityAlive(history)).isBetween(0.0, 1.0);
      assertThat(lost.conditionalExpectedTransactions(history, 365)).isBetween(0.0, 0.5);
      assertThat(lost.probabilityOf(0, history, 365)).isBetween(0.5, 1.0);
    }
  }

  @Test
  void fit_ofTooLittle_saysSo() {
    var groups =
        new CovariateGroups<>(
            List.of("web"),
            List.of(new Group<>(List.of(1.0), HistoryCells.builder().add(1, 3, 9).build())));

    ModelFit<CovariateModel> fit = TransactionModels.fit("mbg-cnbd", groups, PLAIN);

    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.diagnosis(Language.EN)).contains("Too little data");
  }

  @Test
  void spend_ofTheSameValuesInTwoCurrencies_findsTheRateOfExchange() {
    SplittableRandom random = new SplittableRandom(4);
    Draws draws = new Draws(random);
    SpendCells.Builder euros = SpendCells.builder();
    SpendCells.Builder cents = SpendCells.builder();
    for (int i = 0; i < 2_000; i++) {
      double nu = draws.gamma(3.7) / 15;
      int n = 1 + random.nextInt(4);
      double sum = 0;
      double logs = 0;
      for (int p = 0; p < n; p++) {
        double value = draws.gamma(6.2) / nu;
        sum += value;
        logs += Math.log(value);
      }
      euros.add(n, sum, logs);
      cents.add(n, 100 * sum, logs + n * Math.log(100));
    }
    var groups =
        new CovariateGroups<>(
            List.of("cents"),
            List.of(
                new Group<>(List.of(0.0), euros.build()),
                new Group<>(List.of(1.0), cents.build())));

    ModelFit<CovariateSpend> fit = GammaGamma.fitTransactions(groups, PLAIN);

    CovariateSpend model = fit.model().orElseThrow();
    assertThat(model.covariates().get(0).spend()).isCloseTo(Math.log(100), within(1e-6));
    GammaGamma alone = GammaGamma.fitTransactions(euros.build(), PLAIN).model().orElseThrow();
    assertThat(model.of(List.of(0.0)).expectedTransactionValue(0, 0))
        .isCloseTo(alone.expectedTransactionValue(0, 0), within(1e-4));
    assertThat(model.of(List.of(1.0)).expectedTransactionValue(0, 0))
        .isCloseTo(100 * alone.expectedTransactionValue(0, 0), within(1e-2));
    assertThat(fit.standardErrors()).containsKey("spend:cents");
  }

  @Test
  void of_badValues_areRefused() {
    CovariateModel model = model("mbg-nbd");
    assertThatThrownBy(() -> model.of(List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 covariates are needed, not 1");
    assertThatThrownBy(() -> model.of(List.of(1.0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("covariates are not finite");
    assertThatThrownBy(() -> new Covariate("web", 0, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("covariate web is not finite");
    assertThatThrownBy(() -> new CovariateGroups<>(List.of("a", "a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one name");
    Group<String> group = new Group<>(List.of(1.0), "");
    assertThatThrownBy(() -> new CovariateGroups<>(List.of("a"), List.of(group, group)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two groups");
    assertThatThrownBy(() -> new CovariateGroups<>(List.of("a", "b"), List.of(group)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a value for each");
  }

  /** Who buys how regularly is seen in the gaps, which groups must not average away. */
  @Test
  void fit_mixture_readsGapsWithinGroups_andStartsInsideTheRangeOfItsWeights() {
    ParetoCnbdMixture truth = ParetoCnbdMixture.of(2, 60, 0.5, 60, 0.3, 0, 0, 0, 0, 0.7);
    ParetoCnbdMixture faster = ParetoCnbdMixture.of(2, 30, 0.5, 60, 0.3, 0, 0, 0, 0, 0.7);
    CovariateGroups<HistoryCells> groups =
        new CovariateGroups<>(
            List.of("web"),
            List.of(
                new Group<>(List.of(0.0), apart(SimulatedCells.histories(truth, 500, 365, 1))),
                new Group<>(List.of(1.0), apart(SimulatedCells.histories(faster, 500, 365, 2)))));
    assertThat(CovariateGroups.pooled(groups).logGapsApart()).isTrue();
    for (FitOptions options : List.of(PLAIN, FitOptions.withDefaults())) {
      var fit = TransactionModels.fit("pareto-cnbd-mixture", groups, options);
      CovariateModel model = fit.model().orElseThrow();
      assertThat(fit.findings())
          .extracting(Finding::kind)
          .doesNotContain(Finding.Kind.GAPS_UNKNOWN);
      assertThat(model.covariates().get(0).purchases()).isCloseTo(Math.log(2), within(0.2));
      assertThat(model.parameters().get("w9")).isBetween(0.5, 0.8);
      assertThat(model.parameters().values()).allSatisfy(p -> assertThat(p).isFinite());
      assertThat(fit.standardErrors().values()).allSatisfy(e -> assertThat(e).isFinite());
      double sum = 0;
      for (Group<HistoryCells> group : groups.groups()) {
        sum += logLikelihood(model.of(group.values()), group.cells());
      }
      assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-6 * Math.abs(sum)));
    }
  }

  private static HistoryCells apart(List<PurchaseHistory> customers) {
    HistoryCells.Builder cells = HistoryCells.builder().keepLogGapsApart();
    customers.forEach(h -> cells.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), 1));
    return cells.build();
  }
}
