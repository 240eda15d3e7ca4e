// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The table of customers of a published run, open for many look-ups. One thread at a time. */
public interface PublishedCustomers extends AutoCloseable {

  /**
   * Opens a table on an engine of its own.
   *
   * @param customers the run's table of customers, in the folder of the run
   */
  static PublishedCustomers open(Path customers, EngineOptions options) {
    Engine engine = Engine.open(options);
    try {
      return engine.published(customers);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Returns the names of the columns that a person may read, in their order. */
  List<String> columns();

  /**
   * Returns the values of one customer by column, in the order of the columns; an absent value is
   * empty text.
   *
   * @param customerId the id, letter by letter
   * @param language the language of the reason
   */
  Optional<Map<String, String>> find(String customerId, Language language);

  /** Is given what is known of one customer after the other. */
  @FunctionalInterface
  interface FactReader {
    /**
     * Reads what is known of the next customer.
     *
     * @param numbers NaN where there is none, or where the file, of an earlier version, has no such
     *     column; the array is used again
     * @param text empty where there is none
     */
    void read(double[] numbers, String text);
  }

  /**
   * Reads some columns of all customers, in the order of ids.
   *
   * @param numbers columns of numbers of the file itself
   * @param text a column of text of the file itself
   */
  void facts(List<String> numbers, String text, FactReader reader);

  /**
   * Returns the customers in the order of a column, each as its place in the order of ids. Absent
   * values come last, equal ones by id.
   *
   * @param column one of {@link #columns}
   */
  int[] order(String column, boolean descending);

  /** Returns the customers summed up; reads the table once for each part. */
  RunFigures figures();

  /**
   * Returns how the customers of each segment that has any are distributed; reads the table once.
   */
  Map<String, SegmentFigures> segmentFigures();

  /**
   * Returns these customers beside those of an earlier run.
   *
   * @param earlier the table of customers of that run
   * @param compared whether this run was compared with that one, so that its causes hold
   */
  Movement since(Path earlier, boolean compared);

  /**
   * Returns what an earlier run expected of customers who had bought by then, and what has come
   * since; those most was expected of first.
   *
   * @param earlier the table of customers of that run
   * @param every one customer in so many, told by a hash of the id; 1 for all
   */
  List<Foretold> foretold(Path earlier, int every);

  /**
   * Reads the customers who had an arm of the control group in an earlier run, in the order of ids.
   *
   * @param earlier the table of customers of that run
   * @return how many of those in this run who have an arm the earlier run did not know
   */
  long followed(Path earlier, Consumer<FollowUp> reader);

  /**
   * Returns whether this table and an earlier one tell the days of tickets; those of earlier
   * versions do not.
   */
  boolean tellsDays(Path earlier);

  /** Returns the arms of the control group; reads the table twice. */
  Arms arms();

  /**
   * A customer by name.
   *
   * @param customerId the id
   * @param email the address; empty if none is known
   */
  record Named(String customerId, String email) {}

  /**
   * Returns the customers that have one of some ids or addresses.
   *
   * @param emails in small letters
   */
  List<Named> named(Collection<String> ids, Collection<String> emails);

  /**
   * Writes the table to another file without some customers.
   *
   * @return how many are in it
   */
  long without(Collection<String> ids, Path file);

  /** Frees the engine. */
  @Override
  void close();
}
