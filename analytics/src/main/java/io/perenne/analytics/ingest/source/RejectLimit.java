// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.clv.words.Message;
import java.util.function.Supplier;

/**
 * The share of the rows of one input that may be unreadable before a job refuses it.
 *
 * @param most the share of the rows of an input
 */
public record RejectLimit(double most) {
  /** Returns what to do about rows that cannot be read. */
  public static Message remedy() {
    return Texts.message("problem.rejects.remedy");
  }

  /** Returns what to do about rows in a currency without an exchange rate. */
  public static Message withoutRate(long rows, RunConfiguration configuration) {
    return Texts.message("problem.rejects.without-rate", "" + rows, configuration.currency());
  }

  /** Returns the limit of a configuration. */
  public static RejectLimit of(RunConfiguration configuration) {
    return new RejectLimit(configuration.tickets().maxRejectShare());
  }

  /**
   * Refuses an input with too many rejects.
   *
   * @param kind what its rows are called
   * @param rejects the rows that could not be read
   * @param rows all its rows, those of broken structure included
   * @param where where somebody can look; asked for only if the input is refused
   * @param remedy what to do about it
   * @throws InputException if the share of rejects is above the limit
   */
  public void require(
      Message kind, long rejects, long rows, Supplier<String> where, Message remedy) {
    if (rejects <= most * rows) {
      return;
    }
    throw new InputException(
        Problem.of(Texts.message("problem.rejects", "" + rejects, "" + rows, kind, "" + most))
            .withWhere(where.get())
            .withRemedy(remedy));
  }
}
