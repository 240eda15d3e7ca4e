// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Customers who bought but have no row in a file of covariates; they count as average.
 *
 * @param count how many
 * @param examples the ids of a few, in their order
 */
public record UnlistedCustomers(long count, List<String> examples) {

  private static final int MOST_EXAMPLES = 5;

  /** Copies the list. */
  public UnlistedCustomers {
    examples = List.copyOf(examples);
  }

  /** Returns nobody. */
  public static UnlistedCustomers none() {
    return new UnlistedCustomers(0, List.of());
  }

  /** Returns what a person should know, in sentences. */
  public List<Message> notes(CustomerCovariates covariates) {
    if (count == 0) {
      return List.of();
    }
    return List.of(
        Texts.message(
            count > examples.size() ? "covariates.unlisted.some" : "covariates.unlisted",
            count,
            covariates.file(),
            examples));
  }

  /** Counts them, one customer after the other. */
  public static final class Count {
    private final TreeSet<String> examples = new TreeSet<>(Comparator.naturalOrder());
    private long known;
    private long unknown;

    /** Returns the place of a customer's covariates, that of the average if there is no row. */
    public int pattern(CustomerCovariates covariates, String customer) {
      OptionalInt pattern = covariates.pattern(customer);
      if (pattern.isPresent()) {
        known++;
        return pattern.getAsInt();
      }
      unknown++;
      examples.add(customer);
      if (examples.size() > MOST_EXAMPLES) {
        examples.pollLast();
      }
      return 0;
    }

    /** Returns them, refusing a file that knows nobody. */
    public UnlistedCustomers requireSome(CustomerCovariates covariates) {
      if (known == 0) {
        throw new InputException(
            Problem.of(Texts.message("problem.covariates.strangers"))
                .withWhere(covariates.file().toString())
                .withRemedy(
                    Texts.message(
                        "problem.covariates.strangers.remedy", String.join(", ", examples))));
      }
      return new UnlistedCustomers(unknown, new ArrayList<>(examples));
    }
  }
}
