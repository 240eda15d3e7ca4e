// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import java.util.List;

/**
 * Amounts so large that their sums cannot be held exactly. Money never is; a barcode, an id or a
 * time taken for an amount is.
 */
final class SumOverflow {
  private static final List<String> SIGNS = List.of("overflow", "out of range");

  private SumOverflow() {}

  /** Returns whether the engine speaks of it, in a message in lower case. */
  static boolean isMeantBy(String message) {
    return SIGNS.stream().anyMatch(message::contains);
  }

  /** Returns the refusal of the input. */
  static InputException refused(Exception cause) {
    return new InputException(
        Problem.of(Texts.message("problem.sum-overflow"))
            .withRemedy(Texts.message("problem.sum-overflow.remedy")),
        cause);
  }
}
