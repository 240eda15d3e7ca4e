// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every status of the input with its rows, its money and what was made of it, the most money first.
 *
 * @param words the statuses
 */
public record StatusReport(List<Word> words) {

  /** The share of money with unknown words above which a run is refused unless a user says so. */
  public static final BigDecimal USUAL_LIMIT = new BigDecimal("0.05");

  /**
   * One status.
   *
   * @param word as it stands in the input; empty where there is none
   * @param rows how many rows have it
   * @param money the sum of the amounts of these rows, each taken without its sign
   * @param status what it means
   */
  public record Word(String word, long rows, BigDecimal money, StatusClass status) {
    public Word {
      if (rows < 0 || money.signum() < 0) {
        throw new IllegalArgumentException("negative: rows=" + rows + ", money=" + money);
      }
    }
  }

  public StatusReport {
    words =
        words.stream()
            .sorted(Comparator.comparing(Word::money).reversed().thenComparing(Word::word))
            .toList();
  }

  /** How many rows each class has. */
  public Map<StatusClass, Long> rowsByClass() {
    Map<StatusClass, Long> rows = new EnumMap<>(StatusClass.class);
    words.forEach(word -> rows.merge(word.status(), word.rows(), Long::sum));
    return rows;
  }

  /** How much money each class has. */
  public Map<StatusClass, BigDecimal> moneyByClass() {
    Map<StatusClass, BigDecimal> money = new EnumMap<>(StatusClass.class);
    words.forEach(word -> money.merge(word.status(), word.money(), BigDecimal::add));
    return money;
  }

  /** The words nobody knows, the most money first. */
  public List<Word> unknown() {
    return words.stream().filter(word -> word.status() == StatusClass.UNKNOWN).toList();
  }

  /**
   * What is to be said if unknown words hold more than {@code limit} of the money; of the rows,
   * where there is no money at all.
   *
   * @param limit between 0 and 1; with 1 nothing is ever refused
   */
  public Optional<Refusal> refusal(BigDecimal limit) {
    if (limit.signum() < 0 || limit.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("limit is not in [0, 1]: " + limit);
    }
    BigDecimal all = sum(words);
    boolean byMoney = all.signum() > 0;
    BigDecimal whole = byMoney ? all : BigDecimal.valueOf(rows(words));
    BigDecimal part = byMoney ? sum(unknown()) : BigDecimal.valueOf(rows(unknown()));
    return part.compareTo(whole.multiply(limit)) > 0
        ? Optional.of(new Refusal(unknown(), share(part, whole), setting()))
        : Optional.empty();
  }

  /**
   * Why a run cannot go on.
   *
   * @param words the unknown words, the most money first
   * @param share their share of the money, between 0 and 1
   * @param setting a setting that decides every word found: it counts each known word that counts
   *     and each unknown one, of which the user deletes those that do not
   */
  public record Refusal(List<Word> words, double share, String setting) {}

  /** The value of {@code countable-statuses} that would count every word that may count. */
  private String setting() {
    List<String> counting = new ArrayList<>();
    for (Word word : words) {
      boolean mayCount = word.status().counts() || word.status() == StatusClass.UNKNOWN;
      if (mayCount && !word.word().isBlank()) {
        counting.add(word.word());
      }
    }
    return "countable-statuses=" + String.join(",", counting);
  }

  private static BigDecimal sum(List<Word> words) {
    return words.stream().map(Word::money).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long rows(List<Word> words) {
    return words.stream().mapToLong(Word::rows).sum();
  }

  private static double share(BigDecimal part, BigDecimal whole) {
    return part.doubleValue() / whole.doubleValue();
  }
}
