// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.Standing;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.model.WheatMorrison;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By which kinds of model a base is looked ahead: whether {@link ParetoCnbdMixture}, for customers
 * who buy regularly, is one of them, and what it counts.
 *
 * <p>Each step costs more than the one before it and is taken only if that one leaves it open. The
 * gaps of customers must be more regular than chance makes them, in the time of the season. At the
 * cuts from which a run compares models {@value #REGULAR}, which is quick to fit, must leave the
 * kinds that are there behind by more than chance would. At the same cuts the mixture must not fall
 * behind any by more than that, and its total must be off by at most a tenth or by no more than
 * that of the others. Then kinds that cannot be told from the best count alike, others by the
 * probability they gave to what happened, as {@link Standing#weight} has it.
 *
 * @param options how to look ahead
 * @param alone whether one model for all customers may be nearer: they are regular, and the mixture
 *     is no candidate
 * @param reason what was found of regularity, in a sentence or two
 */
public record OutlookChoice(OutlookOptions options, boolean alone, Message reason) {

  private static final String MIXTURE = ParetoCnbdMixture.NAME;

  private static final String REGULAR = "mbg-cnbd";

  /** Totals further off than this call for care, as where a run chooses a model. */
  private static final double WANTED_BIAS = 0.10;

  /** No kind counts less than this share of the best. */
  private static final double LEAST = 0.01;

  private static final double PERCENT = 100;

  /**
   * Chooses.
   *
   * @param log the purchases, of an even sample if there are many
   * @param today what is known at the end of the last day by the kinds that are always there
   * @param options how that was found
   */
  public static OutlookChoice of(PurchaseLog log, Outlook today, OutlookOptions options) {
    return of(log, today, options, false);
  }

  /**
   * Chooses anew where a model of regular customers may have counted before: then one stays as long
   * as no other leaves it behind, so that values do not jump between models that cannot be told
   * apart.
   *
   * @param log the purchases, of an even sample if there are many
   * @param today what is known at the end of the last day by the kinds that are always there
   * @param options how that was found
   * @param counted whether a model of regular customers counted before
   */
  public static OutlookChoice of(
      PurchaseLog log, Outlook today, OutlookOptions options, boolean counted) {
    Optional<WheatMorrison> gaps = ModelSelector.regularity(log, today.until(), today.clock());
    if (gaps.isEmpty()) {
      return among(options, Message.of("regularity.unknown", MIXTURE));
    }
    double k = gaps.get().k();
    if (!gaps.get().suggestsRegularity()) {
      return among(options, Message.of("regularity.chance", MIXTURE, k));
    }
    if (options.models().size() == 1) {
      return alone(options, Message.of("regularity.large", MIXTURE));
    }
    RegularityTrial trial = new RegularityTrial(log, today, options.fit());
    if (trial.cuts().origins().isEmpty()) {
      return among(options, Message.of("regularity.untried", MIXTURE, k));
    }
    return gains(trial, options, counted)
        ? tried(trial, options, k)
        : among(options, Message.of("regularity.no-gain", MIXTURE, k, REGULAR));
  }

  /** Whether a model that is quick to fit gains by knowing how regular customers are. */
  private static boolean gains(RegularityTrial trial, OutlookOptions options, boolean counted) {
    List<String> names = new ArrayList<>(options.models());
    names.add(REGULAR);
    List<Standing> standings = trial.alone(names);
    Optional<Standing> regular = standing(standings, REGULAR);
    boolean stays = counted && regular.filter(Standing::level).isPresent();
    return stays
        || (regular.isPresent()
            && standings.stream().noneMatch(one -> !one.name().equals(REGULAR) && one.level()));
  }

  private static OutlookChoice among(OutlookOptions options, Message reason) {
    return new OutlookChoice(options, false, reason);
  }

  private static OutlookChoice alone(OutlookOptions options, Message reason) {
    return new OutlookChoice(options, true, reason);
  }

  private static OutlookChoice tried(RegularityTrial trial, OutlookOptions options, double k) {
    List<String> names = new ArrayList<>(options.models());
    names.add(MIXTURE);
    List<Standing> standings = trial.kinds(options.withModels(names), REGULAR);
    Optional<Standing> mixture = standing(standings, MIXTURE);
    if (mixture.isEmpty()) {
      return alone(options, Message.of("regularity.failed", MIXTURE));
    }
    Optional<Message> against = against(mixture.get(), standings);
    return against.isPresent()
        ? alone(options, against.get())
        : weighed(options.withModels(names, weights(names, standings)), trial.cuts(), k);
  }

  /** Why the mixture is no candidate, if it is none. */
  private static Optional<Message> against(Standing mixture, List<Standing> standings) {
    if (!mixture.level()) {
      return Optional.of(
          Message.of("regularity.behind", MIXTURE, standings.get(0).name(), mixture.behind()));
    }
    double others = leastBias(standings);
    return Math.abs(mixture.bias()) > Math.max(WANTED_BIAS, others)
        ? Optional.of(
            Message.of("regularity.bias", MIXTURE, PERCENT * mixture.bias(), PERCENT * others))
        : Optional.empty();
  }

  private static OutlookChoice weighed(OutlookOptions options, ModelSelector.Cuts cuts, double k) {
    double total = options.weights().stream().mapToDouble(weight -> weight).sum();
    double share = PERCENT * options.weight(MIXTURE) / total;
    int days = cuts.horizon();
    int number = cuts.origins().size();
    return among(options, Message.of("regularity.weighs", MIXTURE, share, k, number, days));
  }

  private static double leastBias(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> !standing.name().equals(MIXTURE))
        .mapToDouble(standing -> Math.abs(standing.bias()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<Standing> standing(List<Standing> standings, String name) {
    return standings.stream().filter(standing -> standing.name().equals(name)).findFirst();
  }

  /** Alike for all that cannot be told from the best; a kind without a forecast counts least. */
  private static List<Double> weights(List<String> names, List<Standing> standings) {
    double best = standings.stream().mapToDouble(Standing::weight).max().orElse(1);
    return names.stream()
        .map(
            name ->
                standing(standings, name)
                    .map(s -> s.level() ? 1 : Math.max(LEAST, s.weight() / best))
                    .orElse(LEAST))
        .toList();
  }
}
