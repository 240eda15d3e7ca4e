// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.meaning.StatusClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One export format.
 *
 * @param name its name for users, {@code shopify-orders}
 * @param title what it is called in messages
 * @param kind what it holds
 * @param sources where the format was learned from
 * @param signatures by what it is recognised; any of them; none: only where a user names it
 * @param fields the columns of each field, by the field's name
 * @param amounts what the amount of a row is the amount of
 * @param less columns that are taken off the amount, whatever their sign: discounts
 * @param statuses what its statuses mean
 * @param rowTypes which of its rows are sales
 * @param guests values in the place of a customer that stand for nobody
 * @param dateOrder how dates of digits are to be read, where the format settles it
 * @param zone the time zone of its times; absent: that of the user, or of the times themselves
 * @param currency the currency of all its amounts, where no column has it
 * @param remedy for a format that cannot be read: why, and what to do
 * @param notes what a user should know who reads it
 */
public record Profile(
    String name,
    Text title,
    Kind kind,
    List<String> sources,
    List<Signature> signatures,
    Map<String, FieldColumns> fields,
    AmountScope amounts,
    List<String> less,
    StatusRules statuses,
    RowTypes rowTypes,
    Set<String> guests,
    Optional<TimeShape.Order> dateOrder,
    Optional<String> zone,
    Optional<String> currency,
    Optional<Text> remedy,
    List<Text> notes) {

  /** What a format holds. */
  public enum Kind {
    /** Purchases. */
    TRANSACTIONS,
    /** One row per customer. */
    CUSTOMERS,
    /** Something that cannot be read: no buyers, no amounts, a form without a reader. */
    REFUSED
  }

  /** What the amount of a row is the amount of. */
  public enum AmountScope {
    /** Of the row: the amounts of all rows of an order add up. */
    ROW,
    /** Of the order, on its first row; its other rows have none. */
    FIRST_ROW,
    /** Of the order, on each of its rows: it counts once. */
    EACH_ROW
  }

  public Profile {
    sources = List.copyOf(sources);
    signatures = List.copyOf(signatures);
    fields = Map.copyOf(fields);
    less = List.copyOf(less);
    guests = Set.copyOf(guests);
    notes = List.copyOf(notes);
    boolean refused = kind == Kind.REFUSED;
    if (refused != remedy.isPresent()) {
      throw new IllegalArgumentException(name + ": kind=" + kind + ", remedy=" + remedy);
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(name + ": no sources");
    }
  }

  /** What its statuses and types of rows mean, by their words. */
  public Map<String, StatusClass> statusWords() {
    Map<String, StatusClass> words = new HashMap<>(statuses.words());
    rowTypes.sale().forEach(word -> words.put(word, StatusClass.COUNTS));
    rowTypes.refund().forEach(word -> words.put(word, StatusClass.COUNTS));
    rowTypes.ignored().forEach(word -> words.put(word, StatusClass.DOES_NOT_COUNT));
    return words;
  }
}
