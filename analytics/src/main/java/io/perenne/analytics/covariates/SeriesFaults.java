// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What could not be read of a file of covariates with dates. */
final class SeriesFaults {

  private static final int EXAMPLES = 3;

  private final Path file;
  private final List<Message> examples = new ArrayList<>();
  private long count;

  SeriesFaults(Path file) {
    this.file = file;
  }

  /** Takes note of a row. */
  void add(long line, Message words) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add(at(line, words));
    }
  }

  /** Returns what is wrong with a line. */
  static Message at(long line, Message words) {
    return Texts.message("covariates.fault", "" + line, words);
  }

  /** Returns several as one, with semicolons between. */
  static Labelled joined(List<Message> faults) {
    return language ->
        faults.stream().map(fault -> fault.in(language)).collect(Collectors.joining("; "));
  }

  /** Returns what a person should know of the faults of a file. */
  static Message note(long count, Path file, List<Message> examples) {
    return Texts.message(
        count > examples.size() ? "covariates.faults.some" : "covariates.faults",
        count,
        file,
        joined(examples));
  }

  /** Refuses a file of which too much cannot be used. */
  void require(long rows, boolean any) {
    double most = RunConfiguration.defaults().tickets().maxRejectShare();
    if (!any || count > most * rows) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.rows", "" + count, "" + rows))
              .withWhere(file.toString())
              .withValue(joined(examples))
              .withRemedy(Texts.message("problem.covariates.dated-rows.remedy")));
    }
  }

  /** Returns what a person should know, in sentences. */
  List<Message> notes() {
    return count == 0 ? List.of() : List.of(note(count, file, examples));
  }
}
