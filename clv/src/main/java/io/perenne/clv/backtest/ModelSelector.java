// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.model.WheatMorrison;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chooses a model by backtest when the data are large enough for one.
 *
 * <p>The work is bounded by a number of customers rather than by a clock, so that the same data
 * give the same choice on any machine: a sample spread evenly over the days of acquisition is cut
 * twice, or three times to choose among all models.
 */
public final class ModelSelector {

  /** The model where a backtest would tell nothing. */
  public static final String USUAL = "mbg-nbd";

  /** Beyond this many customers a sample tells as much. */
  public static final int MOST_CUSTOMERS = 10_000;

  /** What a run compares, in the time it has for that: the models that win most often. */
  private static final Contest USUAL_CONTEST =
      new Contest(List.of("mbg-nbd", "bg-nbd", "pareto-nbd", "mbg-cnbd"), 2);

  /** How many cuts a fit compares from, which may take its time. */
  private static final int MANY_CUTS = 3;

  private static final int LEAST_CUTS = 2;
  private static final int LONGEST_HORIZON = 182;
  private static final int SHORTEST_HORIZON = 28;
  private static final int LEAST_CUSTOMERS = 500;
  private static final int LEAST_PURCHASES = 200;
  private static final long SEED = 1;

  private ModelSelector() {}

  /**
   * What is compared.
   *
   * @param candidates the models
   * @param cuts the days of the past from which they foretell, at most
   */
  private record Contest(List<String> candidates, int cuts) {}

  /** Returns the models among which a run chooses. */
  public static List<String> usualCandidates() {
    return USUAL_CONTEST.candidates();
  }

  /**
   * A choice.
   *
   * @param model the model
   * @param backtested whether a backtest chose it
   * @param reason why, in a few sentences
   */
  public record Selection(String model, boolean backtested, Message reason) {}

  /** Returns the choice where there is too little to choose by. */
  public static Selection usual() {
    return new Selection(USUAL, false, Message.of("selection.usual", USUAL));
  }

  /**
   * Chooses.
   *
   * @param log the purchases; only a sample of them if there are many
   * @param lastDay the last day that may be known
   */
  public static Selection select(PurchaseLog log, LocalDate lastDay, FitOptions fit) {
    return select(log, lastDay, fit, Optional.empty());
  }

  /**
   * Chooses, and then whether the model gains by the covariates that the log has, and by a season.
   *
   * @param log the purchases; only a sample of them if there are many
   * @param lastDay the last day that may be known
   * @param season the holidays of a season that may enter; absent if none may
   * @return a choice whose model is named as a {@link ModelVariant}
   */
  public static Selection select(
      PurchaseLog log, LocalDate lastDay, FitOptions fit, Optional<List<Holiday>> season) {
    return select(USUAL_CONTEST, log, lastDay, fit, season, Optional.empty());
  }

  /**
   * Chooses among all models of {@link TransactionModels#names()} from three cuts, and then whether
   * the model gains by covariates and a season: for when a choice may take its time. The model that
   * reads every gap takes as long as all others together and is compared only where gaps look
   * regular, see {@link WheatMorrison}.
   *
   * @param log the purchases; only a sample of them if there are many
   * @param lastDay the last day that may be known
   * @param season the holidays of a season that may enter; absent if none may
   */
  public static Selection selectAmongAll(
      PurchaseLog log, LocalDate lastDay, FitOptions fit, Optional<List<Holiday>> season) {
    boolean regular = looksRegular(log, Math.toIntExact(lastDay.toEpochDay()));
    List<String> candidates =
        TransactionModels.names().stream()
            .filter(name -> regular || !TransactionModels.readsLogGaps(name))
            .toList();
    Contest contest = new Contest(candidates, MANY_CUTS);
    return select(contest, log, lastDay, fit, season, Optional.empty());
  }

  /** Returns whether the gaps of customers look more regular than chance makes them. */
  public static boolean looksRegular(PurchaseLog log, int lastDay) {
    return regularity(log, lastDay, OperationalClock.calendar())
        .filter(WheatMorrison::suggestsRegularity)
        .isPresent();
  }

  /**
   * Returns how regular the gaps of customers are in the time of a clock; absent where fewer than
   * two customers have two gaps.
   */
  public static Optional<WheatMorrison> regularity(
      PurchaseLog log, int lastDay, OperationalClock clock) {
    int known = 0;
    for (int c = 0; c < log.customersUntil(lastDay) && known < 2; c++) {
      known += log.endUntil(c, lastDay) - log.start(c) > 2 ? 1 : 0;
    }
    return known == 2 ? Optional.of(WheatMorrison.of(log, lastDay, clock)) : Optional.empty();
  }

  /**
   * The days of the past from which a run foretells to compare models.
   *
   * @param origins the days, the earliest first; none if that would tell nothing
   * @param horizon how many days are foretold from each
   */
  public record Cuts(List<LocalDate> origins, int horizon) {
    /** Copies the list. */
    public Cuts {
      origins = List.copyOf(origins);
    }
  }

  /**
   * Returns the days from which a run compares.
   *
   * @param sample the purchases, of a sample if there are many
   * @param lastDay the last day that may be known
   */
  public static Cuts usualCuts(PurchaseLog sample, LocalDate lastDay) {
    return cuts(sample, lastDay, USUAL_CONTEST.cuts());
  }

  private static Cuts cuts(PurchaseLog sample, LocalDate lastDay, int most) {
    int last = Math.toIntExact(lastDay.toEpochDay());
    int horizon = Math.min(LONGEST_HORIZON, (last - sample.firstDay()) / 4);
    return new Cuts(
        horizon < SHORTEST_HORIZON ? List.of() : origins(sample, lastDay, most, horizon), horizon);
  }

  /**
   * Chooses anew where there was a model before, which stays unless another foretold better by more
   * than chance would: values should not jump between models that cannot be told apart.
   *
   * @param before the model before, by the name it had when fitted
   */
  public static Selection selectAgain(
      PurchaseLog log, LocalDate lastDay, FitOptions fit, String before) {
    return select(USUAL_CONTEST, log, lastDay, fit, Optional.empty(), Optional.of(before));
  }

  private static Selection select(
      Contest contest,
      PurchaseLog log,
      LocalDate lastDay,
      FitOptions fit,
      Optional<List<Holiday>> season,
      Optional<String> before) {
    int last = Math.toIntExact(lastDay.toEpochDay());
    PurchaseLog sample = log.sample(last, MOST_CUSTOMERS);
    Cuts cuts = cuts(sample, lastDay, contest.cuts());
    List<LocalDate> origins = cuts.origins();
    int horizon = cuts.horizon();
    if (origins.isEmpty()) {
      return usual();
    }
    Trial trial =
        new Trial(sample, lastDay, origins.size(), horizon, fit, season.orElse(List.of()));
    List<Standing> standings = trial.run(contest.candidates());
    Recommendation choice =
        before
            .flatMap(name -> staying(name, standings))
            .orElseGet(() -> Recommendation.of(standings));
    if (choice.model().isEmpty()) {
      return new Selection(USUAL, false, choice.reason());
    }
    Message scope =
        Message.of(
            "selection.scope", sample.customers(), origins.size(), horizon, contest.candidates());
    Selection selection = new Selection(choice.model(), true, choice.reason().then(scope));
    List<String> variants = variants(choice.model(), season.isPresent(), log);
    return variants.size() == 1 ? selection : gaining(selection, trial.run(variants));
  }

  /** The cuts, as many as know enough customers, or none if that is fewer than two. */
  private static List<LocalDate> origins(
      PurchaseLog sample, LocalDate lastDay, int cuts, int horizon) {
    List<LocalDate> origins = Backtest.origins(sample, lastDay, cuts, horizon);
    int least = Math.min(LEAST_CUTS, origins.size());
    while (!origins.isEmpty() && !large(sample, origins.get(0), horizon)) {
      origins = origins.subList(1, origins.size());
    }
    return origins.size() < least ? List.of() : origins;
  }

  /** Keeps a model that chance alone may have put behind the best. */
  private static Optional<Recommendation> staying(String before, List<Standing> standings) {
    return standings.stream()
        .filter(standing -> isSame(standing.name(), before) && standing.level())
        .findFirst()
        .map(
            standing ->
                new Recommendation(
                    standing.name(),
                    Message.of("selection.stays", standing.name(), 100 * standing.bias())));
  }

  /** Whether a fitted model is of a kind: the regularity it was given may change. */
  private static boolean isSame(String kind, String fitted) {
    return fitted.equals(kind) || fitted.matches(Pattern.quote(kind) + "-\\d+");
  }

  /** A backtest of some models on the sample. */
  private record Trial(
      PurchaseLog sample,
      LocalDate lastDay,
      int cuts,
      int horizon,
      FitOptions fit,
      List<Holiday> holidays) {

    List<Standing> run(List<String> models) {
      return Backtest.compare(
          sample,
          lastDay,
          new BacktestOptions(models, cuts, horizon, fit, SpendBasis.PAID, SEED, holidays));
    }
  }

  private static List<String> variants(String model, boolean season, PurchaseLog log) {
    List<String> variants = new ArrayList<>();
    boolean covariates = !log.covariates().isEmpty();
    for (boolean s : season ? new boolean[] {false, true} : new boolean[] {false}) {
      for (boolean c : covariates ? new boolean[] {false, true} : new boolean[] {false}) {
        variants.add(new ModelVariant(model, s, c).name());
      }
    }
    return variants;
  }

  /** What is added stays out unless the model alone falls behind by more than chance would. */
  private static Selection gaining(Selection alone, List<Standing> standings) {
    Standing best = standings.get(0);
    Standing plain =
        standings.stream()
            .filter(standing -> standing.name().equals(alone.model()))
            .findFirst()
            .orElse(best);
    if (standings.size() < 2) {
      return new Selection(
          alone.model(), true, alone.reason().then(Message.of("selection.additions-untried")));
    }
    boolean gains = !plain.level();
    Message words =
        gains
            ? Message.of("selection.additions-win", best.name(), plain.behind())
            : Message.of("selection.additions-lose");
    return new Selection(gains ? best.name() : alone.model(), true, alone.reason().then(words));
  }

  /** Whether the earliest cut knows enough customers, who then buy enough. */
  private static boolean large(PurchaseLog log, LocalDate origin, int horizon) {
    int day = Math.toIntExact(origin.toEpochDay());
    int customers = log.customersUntil(day);
    int repeats = 0;
    int later = 0;
    for (int c = 0; c < customers; c++) {
      int end = log.endUntil(c, day);
      repeats += end - log.start(c) - 1;
      later += log.endUntil(c, day + horizon) - end;
    }
    return customers >= LEAST_CUSTOMERS && repeats >= LEAST_PURCHASES && later >= LEAST_PURCHASES;
  }
}
