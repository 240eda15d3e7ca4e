// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.task.Task;
import io.perenne.clv.words.Language;
import java.util.Map;
import java.util.Optional;

/**
 * Finds one customer in a run, with the numbers from which each value was made.
 *
 * @param run the id of a run, the beginning of one, or {@code latest}
 * @param customerId the customer's id, letter by letter
 * @param language the language of the reason; absent, that of the run
 */
public record Explain(String run, String customerId, Optional<Language> language)
    implements Job<CustomerRecord> {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public CustomerRecord run(JobContext context, Task task) {
    try (RunReader reader = RunReader.open(context.home(), run, task.resources())) {
      Language words =
          language.orElseGet(
              () -> Language.of(reader.run().configuration().getOrDefault("language", "es")));
      Map<String, String> values =
          reader.find(customerId, words).orElseThrow(() -> unknown(reader.run().runId()));
      return new CustomerRecord(reader.run(), values);
    }
  }

  private InputException unknown(String runId) {
    return new InputException(
        Problem.of(Texts.message("problem.customer.none"))
            .withWhere(Texts.message("problem.run.where", runId))
            .withValue(customerId)
            .withRemedy(Texts.message("problem.customer.remedy")));
  }
}
