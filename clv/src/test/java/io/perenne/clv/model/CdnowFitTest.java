// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.spend.GammaGamma;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fits on CDNOW against optima of a 30-digit likelihood (exact_mle_cdnow_*.json, see the README
 * beside them). Weeks are days / 7 exactly; parameters agree to 1e-4 relative, log-likelihoods to
 * 1e-4, standard errors to 0.5 percent.
 */
class CdnowFitTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  @ParameterizedTest
  @CsvSource({
    "sample, bg-nbd, -9582.4292066739306274,"
        + " 0.24259452243015580504, 4.4136020190134707642,"
        + " 0.79292201722559105783, 2.4259067768263080824,"
        + " 0.012557378067872176052, 0.37822405985380259124,"
        + " 0.18573382137218502458, 0.70541425979484861082",
    "sample, mbg-nbd, -9582.1357155537495364,"
        + " 0.52484315910628994315, 6.1830852795759489186,"
        + " 0.89135939073221795339, 1.6140022401703738531,"
        + " 0.083268206579740866181, 0.69562064250879691903,"
        + " 0.15478992777782823199, 0.53749479824003156988",
    "master, bg-nbd, -95368.44393316076179,"
        + " 0.25162395885212137837, 4.7889429618599071602,"
        + " 0.72343357675749387386, 2.1610883589413184782,"
        + " 0.0042019738919244028881, 0.13125490604925889141,"
        + " 0.053929243933813078739, 0.19858929575251472876",
    "master, mbg-nbd, -95336.958319879529027,"
        + " 0.63713973344427415614, 7.3102895419941699033,"
        + " 0.80747411794881151393, 1.2283939956558726749,"
        + " 0.036207464856483740498, 0.29326387679162438138,"
        + " 0.037611764597378676258, 0.11194550924424334665"
  })
  void fit_equalsExactOptimum(
      String data,
      String name,
      double logLikelihood,
      double r,
      double alpha,
      double a,
      double b,
      double rError,
      double alphaError,
      double aError,
      double bError) {
    HistoryCells cells = Cdnow.cells(data, 7);

    ModelFit<TransactionModel> fit = TransactionModels.fit(name, cells, PLAIN);

    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-4));
    assertThat(fit.penalizedLogLikelihood()).isEqualTo(fit.logLikelihood());
    assertClose(
        fit.model().orElseThrow().parameters(),
        1e-4,
        Map.of("r", r, "alpha", alpha, "a", a, "b", b));
    assertClose(
        fit.standardErrors(),
        5e-3,
        Map.of("r", rError, "alpha", alphaError, "a", aError, "b", bError));
  }

  @ParameterizedTest
  @CsvSource({
    "sample, -9594.9761789395431089,"
        + " 0.5532770468531771615, 10.577683463302248074,"
        + " 0.60623998912778713293, 11.668735288853870485,"
        + " 0.047627925979132670921, 0.84272253381642396143,"
        + " 0.18728134231161891855, 6.2111135905945333677",
    "master, -95415.118617469847152,"
        + " 0.59741996634469912678, 11.585657781603033395,"
        + " 0.52218561078893098171, 8.8277591503675271064,"
        + " 0.017372641205877935136, 0.29676469392473368736,"
        + " 0.046341133273243941941, 1.4742265644273261439"
  })
  void fitParetoNbd_equalsExactOptimum(
      String data,
      double logLikelihood,
      double r,
      double alpha,
      double s,
      double beta,
      double rError,
      double alphaError,
      double sError,
      double betaError) {
    HistoryCells cells = Cdnow.cells(data, 7);

    ModelFit<TransactionModel> fit = TransactionModels.fit("pareto-nbd", cells, PLAIN);

    assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-4));
    assertClose(
        fit.model().orElseThrow().parameters(),
        1e-4,
        Map.of("r", r, "alpha", alpha, "s", s, "beta", beta));
    assertClose(
        fit.standardErrors(),
        5e-3,
        Map.of("r", rError, "alpha", alphaError, "s", sError, "beta", betaError));
  }

  @ParameterizedTest
  @CsvSource({
    "sample, -4055.9176948018739844, 946,"
        + " 6.2495722713235607591, 3.7442246671319309204, 15.44352096258933192,"
        + " 1.1900553359643341647, 0.29013306527624956287, 4.159422751969554475",
    "master, -40763.476261390783591, 9450,"
        + " 6.2753590679136309811, 3.6244500228308145475, 14.983687030942813719,"
        + " 0.39969756223246280057, 0.090553406542136592003, 1.3440362524832203414"
  })
  void fitMeans_equalsExactOptimum(
      String data,
      double logLikelihood,
      int customers,
      double p,
      double q,
      double v,
      double pError,
      double qError,
      double vError) {
    var cells = Cdnow.spend(data);

    ModelFit<GammaGamma> fit = GammaGamma.fitMeans(cells, PLAIN);

    assertThat(fit.customers()).isEqualTo(customers);
    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-4));
    assertClose(fit.model().orElseThrow().parameters(), 1e-3, Map.of("p", p, "q", q, "v", v));
    assertClose(fit.standardErrors(), 5e-3, Map.of("p", pError, "q", qError, "v", vError));
  }

  /**
   * Optimum of an independent fit (Python), printed with six digits; standard errors from second
   * differences of a 30-digit mpmath likelihood at it.
   */
  @Test
  void fitTransactions_equalsIndependentOptimum() {
    var cells = Cdnow.spend("sample");

    ModelFit<GammaGamma> fit = GammaGamma.fitTransactions(cells, PLAIN);

    assertThat(fit.logLikelihood()).isCloseTo(-10707.8597, within(1e-4));
    assertClose(
        fit.model().orElseThrow().parameters(),
        1e-5,
        Map.of("p", 3.60996, "q", 4.48616, "v", 34.0830));
    assertClose(fit.standardErrors(), 5e-3, Map.of("p", 0.11806249, "q", 0.3074283, "v", 3.10259));
  }

  private static void assertClose(
      Map<String, Double> actual, double tolerance, Map<String, Double> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (key, value) ->
            assertThat(actual.get(key)).as(key).isCloseTo(value, within(tolerance * value)));
  }
}
