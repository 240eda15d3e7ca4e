// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What could not be read of a file of covariates with dates. */
final class SeriesFaults {

  private static final int EXAMPLES = 3;

  private final Path file;
  private final List<String> examples = new ArrayList<>();
  private long count;

  SeriesFaults(Path file) {
    this.file = file;
  }

  void add(long line, String words) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add("line " + line + ": " + words);
    }
  }

  /** Refuses a file of which too much cannot be used. */
  void require(long rows, boolean any) {
    double most = RunConfiguration.defaults().tickets().maxRejectShare();
    if (!any || count > most * rows) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.rows", "" + count, "" + rows))
              .withWhere(file.toString())
              .withValue(String.join("; ", examples))
              .withRemedy(Texts.message("problem.covariates.dated-rows.remedy")));
    }
  }

  /** Returns what a person should know, in sentences. */
  List<String> notes() {
    return count == 0
        ? List.of()
        : List.of(
            "%d values or rows of %s could not be used: %s%s"
                .formatted(
                    count,
                    file,
                    String.join("; ", examples),
                    count > examples.size() ? "; …" : "."));
  }
}
