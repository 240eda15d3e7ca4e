// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The user's input or configuration cannot be used. Carries every {@link Problem} found, so that
 * all of them can be corrected in one go; the text is meant to be shown without a stack trace. The
 * command line ends with exit code 2.
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

  /** Creates the exception from one problem and its technical cause, which is not shown. */
  public InputException(Problem problem, Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** Returns the exception for a problem that one sentence describes. */
  public static InputException of(String what) {
    return new InputException(Problem.of(what));
  }

  /** Returns the exception for a problem that one sentence describes, with its cause. */
  public static InputException of(String what, Throwable cause) {
    return new InputException(Problem.of(what), cause);
  }

  /** Returns the exception for a problem that one of this module's texts describes. */
  public static InputException of(Message what) {
    return new InputException(Problem.of(what));
  }

  /** Returns the exception for a problem with a file, from one of this module's texts. */
  public static InputException of(Path file, Message what) {
    return new InputException(Problem.of(what).withWhere(file.toString()));
  }

  /** Returns the exception for a problem with a file, with its cause. */
  public static InputException of(Path file, Message what, Throwable cause) {
    return new InputException(Problem.of(what).withWhere(file.toString()), cause);
  }

  /** Returns the exception for a problem with a file. */
  public static InputException of(Path file, String what) {
    return new InputException(Problem.of(what).withWhere(file.toString()));
  }

  /** Returns the exception for a problem with a file, with its cause. */
  public static InputException of(Path file, String what, Throwable cause) {
    return new InputException(Problem.of(what).withWhere(file.toString()), cause);
  }

  /** Returns the problems, in the order in which they were found; never empty. */
  public final List<Problem> problems() {
    return problems;
  }
}
