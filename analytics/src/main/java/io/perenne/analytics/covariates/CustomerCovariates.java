// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What a file knows of customers besides their purchases. */
public interface CustomerCovariates {

  /** Returns the file. */
  Path file();

  /** Returns the place of a customer's covariates; absent if the file has none. */
  OptionalInt pattern(String customer);

  /** Declares to a log what there is. */
  PurchaseLog.Builder declaredIn(PurchaseLog.Builder log);

  /**
   * Takes note of a customer.
   *
   * @param place the place of the customer's covariates
   * @param firstDay the epoch day of the first purchase
   * @return whether they are known from that day on
   */
  default boolean reaches(String customer, int place, int firstDay) {
    return true;
  }

  /**
   * Refuses the file if there was a customer whose covariates are not known from the first purchase
   * on.
   */
  default void requireReach() {}

  /** Returns what a person should know about the file, in sentences. */
  List<Message> notes();
}
