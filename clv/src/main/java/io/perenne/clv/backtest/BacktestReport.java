// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a backtest found.
 *
 * @param firstDay the day of the first purchase
 * @param lastDay the day up to which purchases are known
 * @param horizonDays how far ahead was foretold
 * @param seed of the random order of ties
 * @param origins the cuts, the earliest first
 * @param standings the models over all cuts, the best first; those that failed somewhere left out.
 *     A regularity model whose k came out as 1 shares the weight of the one without
 * @param recommendation which one to use
 * @param warnings what to be careful about with it
 * @param charts pictures of it at the latest cut; absent if there is no model to recommend
 */
public record BacktestReport(
    LocalDate firstDay,
    LocalDate lastDay,
    int horizonDays,
    long seed,
    List<OriginResult> origins,
    List<Standing> standings,
    Recommendation recommendation,
    List<Message> warnings,
    Optional<Charts> charts) {

  /** Copies the lists. */
  public BacktestReport {
    origins = List.copyOf(origins);
    standings = List.copyOf(standings);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the weights of the standings in whole percent that sum to 100: each rounded down, and
   * those that lost most by that one more.
   */
  public List<Integer> weightPercents() {
    List<Integer> percents = new ArrayList<>();
    standings.forEach(standing -> percents.add((int) Math.floor(100 * standing.weight())));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < percents.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> percents.get(i) - 100 * standings.get(i).weight()));
    int left = standings.isEmpty() ? 0 : 100 - percents.stream().mapToInt(p -> p).sum();
    for (int i : order.subList(0, Math.min(left, order.size()))) {
      percents.set(i, percents.get(i) + 1);
    }
    return percents;
  }
}
