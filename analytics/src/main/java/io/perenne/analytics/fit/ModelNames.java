// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.model.TransactionModels;
import java.util.List;

/** The names of models as a person may give them. */
public final class ModelNames {
  private ModelNames() {}

  /**
   * Requires names of models that can be fitted, as {@code mbg-nbd}, {@code mbg-cnbd} or, with its
   * regularity, {@code mbg-cnbd-2}.
   *
   * @param option where the names were given
   * @throws InputException naming every name that is none
   */
  public static void require(String option, List<String> names) {
    List<String> known = TransactionModels.names();
    List<Problem> problems =
        names.stream()
            .filter(name -> !known.contains(name))
            .filter(name -> !known.contains(name.replaceFirst("-[1-9][0-9]?$", "")))
            .map(
                name ->
                    Problem.of(Texts.message("problem.model.unknown"))
                        .withWhere(option)
                        .withValue(name)
                        .withRemedy(Texts.message("problem.choose", String.join(", ", known))))
            .toList();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }
}
