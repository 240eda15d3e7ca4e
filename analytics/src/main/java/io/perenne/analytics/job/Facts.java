// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.util.Optional;

/** Some numbers and one text that a run knows of a customer, to be computed with. */
public final class Facts {
  private final double[] numbers;
  private final Optional<String> text;

  /**
   * Makes facts.
   *
   * @param numbers in the order of the columns that are asked for; NaN where there is none
   * @param text empty if there is none
   */
  public Facts(double[] numbers, Optional<String> text) {
    this.numbers = numbers.clone();
    this.text = text;
  }

  /**
   * Returns a number; NaN if there is none.
   *
   * @param column its place among the columns that were asked for, from 0
   */
  public double number(int column) {
    return numbers[column];
  }

  /** Returns the text. */
  public Optional<String> text() {
    return text;
  }
}
