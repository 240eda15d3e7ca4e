// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The user's input or configuration cannot be used; carries every {@link Problem} found, so that
 * they can be mended in one go. The command line ends with exit code 2.
 */
public class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Creates the exception from at least one problem. */
  public InputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toLine).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** Creates the exception from one problem. */
  public InputException(Problem problem) {
    this(List.of(problem));
  }

  /** Returns the problems, in the order in which they were found; never empty. */
  public final List<Problem> problems() {
    return problems;
  }
}
