// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.clv.words.Message;
import java.util.List;

/**
 * All scores of a model that counts periods together.
 *
 * @param customers how many
 * @param periods how far ahead expectations go
 * @param period the length of a period
 * @param expected renewals or purchases expected within them
 * @param discounted all renewals or purchases to come, each discounted; times the payment, where
 *     the table told payments
 * @param notes what became of the files, in sentences
 */
public record PeriodScoreSummary(
    long customers,
    int periods,
    Period period,
    double expected,
    double discounted,
    List<Message> notes) {

  /** Copies the notes. */
  public PeriodScoreSummary {
    notes = List.copyOf(notes);
  }
}
