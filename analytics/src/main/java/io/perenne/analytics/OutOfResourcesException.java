// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

/**
 * Memory or disk ran out; nothing is wrong with the input, and the same work succeeds with more of
 * what ran out. The command line ends with exit code 3.
 */
public class OutOfResourcesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Creates the exception from what ran out, and where, and what to do. */
  public OutOfResourcesException(Problem problem, Throwable cause) {
    super(problem.toLine(), cause);
    this.problem = problem;
  }

  /** Creates the exception from a sentence that says what ran out. */
  public OutOfResourcesException(String what, Throwable cause) {
    this(Problem.of(what), cause);
  }

  /** Returns what ran out. */
  public final Problem problem() {
    return problem;
  }
}
