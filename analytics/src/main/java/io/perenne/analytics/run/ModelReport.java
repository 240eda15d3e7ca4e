// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.outlook.Calibration;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.Experience;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How purchases and spend were modelled, as the provenance of a run keeps it. */
final class ModelReport {
  private static final double RANGE_LEVEL = 0.9;

  private final Foresight foresight;
  private final RefundShare refunds;
  private final LocalDate referenceDate;

  private ModelReport(Assessment assessment, LocalDate referenceDate) {
    foresight = assessment.foresight();
    refunds = assessment.refunds();
    this.referenceDate = referenceDate;
  }

  static RunDocument.Model of(Assessment assessment, LocalDate referenceDate) {
    return new ModelReport(assessment, referenceDate).model();
  }

  private RunDocument.Model model() {
    return new RunDocument.Model(
        foresight.valuation().name(),
        foresight.reason().map(reason -> reason.in(Language.EN)).orElse(""),
        selection().map(RunDocument.Text::of).orElse(null),
        (int) foresight.valuation().horizon().days(),
        foresight.valuation().horizon().dailyRate(),
        foresight.purchases().map(ModelReport::purchases).orElse(null),
        foresight.spend().map(ModelReport::spend).orElse(null),
        foresight.outlook().map(this::outlook).orElse(null),
        foresight.states().map(ModelReport::states).orElse(null),
        foresight.prices().map(prices -> prices.lastYear()).orElse(null),
        pasts(),
        levels());
  }

  private RunDocument.Levels levels() {
    ResidualValuation valuation = foresight.valuation();
    boolean spend = foresight.spend().flatMap(ModelFit::model).isPresent();
    boolean purchases = foresight.purchases().flatMap(ModelFit::model).isPresent();
    PriceLevel prices = foresight.priceLevel();
    return new RunDocument.Levels(
        prices.isConstant()
            ? null
            : new RunDocument.Prices(LocalDate.ofEpochDay(prices.lastDay()), prices.knots()),
        refunds.rate(),
        refunds.strength(),
        // what is expected of one of whom nothing is known
        spend ? null : valuation.expectedTransactionValue(0, 0),
        purchases ? null : valuation.discountedPurchases(0, 0, 0) / valuation.horizon().annuity());
  }

  /** Why the model, and how near it came in the past. */
  private Optional<Message> selection() {
    Optional<Message> pasts = OutlookWords.pasts(foresight);
    return foresight.selection().map(why -> pasts.map(why::then).orElse(why)).or(() -> pasts);
  }

  private @Nullable List<RunDocument.Past> pasts() {
    Experience experience = foresight.experience();
    List<RunDocument.Past> pasts = new ArrayList<>();
    for (int i = 0; i < experience.pasts().size(); i++) {
      pasts.add(past(experience.pasts().get(i), experience.calibrations().get(i)));
    }
    return pasts.isEmpty() ? null : pasts;
  }

  /** A forecast of the past with the range that one without any experience would have had. */
  private static RunDocument.Past past(CommonShock.Past past, Calibration groups) {
    CommonShock.Range range =
        CommonShock.stated().range(past.expected(), 0, past.days(), RANGE_LEVEL);
    return new RunDocument.Past(
        (int) past.days(),
        OutlookWords.bias(past),
        new RunDocument.Held(
            groups.states().stream().mapToLong(Calibration.Group::customers).sum(),
            past.expected(),
            range.low(),
            range.high(),
            past.actual(),
            groups(groups.deciles()),
            groups(groups.states())));
  }

  private static List<RunDocument.Group> groups(List<Calibration.Group> groups) {
    return groups.stream()
        .map(
            group ->
                new RunDocument.Group(
                    group.number(), group.customers(), group.expected(), group.actual()))
        .toList();
  }

  private RunDocument.Outlook outlook(Outlook outlook) {
    long until = referenceDate.toEpochDay();
    return new RunDocument.Outlook(
        outlook.fits().entrySet().stream()
            .map(
                kind ->
                    new RunDocument.Kind(
                        kind.getKey(),
                        kind.getValue().established().parameters(),
                        kind.getValue().arrived().parameters(),
                        outlook.share(kind.getKey())))
            .toList(),
        outlook.arrivals().map(Arrivals::establishedAge).orElse(null),
        outlook
            .season()
            .map(
                index ->
                    new RunDocument.Season(
                        index.harmonics(),
                        index.level(),
                        index.coefficients(),
                        LocalDate.ofEpochDay(outlook.firstDay())))
            .orElse(null),
        outlook.decay().firstYear(),
        outlook.decay().secondYear(),
        Outlook.assumesDropout(until - outlook.firstDay() + 1.0));
  }

  private static RunDocument.States states(StateFactors.Applied applied) {
    return new RunDocument.States(
        applied.factors().cuts(),
        applied.factors().byStateAndBand(),
        applied.limits(),
        applied.scale());
  }

  private static RunDocument.Fit purchases(ModelFit<TransactionModel> fit) {
    return fit(
        fit.model().map(TransactionModel::name).orElse(""),
        fit.model().map(TransactionModel::parameters).orElse(Map.of()),
        fit);
  }

  private static RunDocument.Fit spend(ModelFit<GammaGamma> fit) {
    return fit(
        fit.model().map(GammaGamma::name).orElse(""),
        fit.model().map(GammaGamma::parameters).orElse(Map.of()),
        fit);
  }

  private static RunDocument.Fit fit(String name, Map<String, Double> parameters, ModelFit<?> fit) {
    return new RunDocument.Fit(
        name,
        fit.status().name().toLowerCase(Locale.ROOT),
        parameters,
        fit.standardErrors(),
        fit.logLikelihood(),
        fit.penalizedLogLikelihood(),
        (long) fit.customers(),
        fit.distinctCells(),
        fit.iterations(),
        fit.priors(),
        fit.diagnosis(Language.EN));
  }
}
