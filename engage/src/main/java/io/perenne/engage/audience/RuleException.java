// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.clv.words.Message;

/** What was given is no rule. It says where, and what would be right. */
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final transient Message problem;

  RuleException(String path, Message problem) {
    super(path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /** Returns where, as a JSON pointer; the empty text is all of it. */
  public String path() {
    return path;
  }

  /** Returns what is wrong and what would be right. */
  public Message problem() {
    return problem;
  }
}
