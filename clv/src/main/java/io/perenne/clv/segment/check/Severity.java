// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

/** What a check asks of the run. */
public enum Severity {
  /** Nothing. */
  OK("ok"),
  /** A person should look. */
  WARN("warn"),
  /** The run must not be published. */
  BLOCK("block");

  private final String code;

  Severity(String code) {
    this.code = code;
  }

  /** Returns the stable code, the same in every language. */
  public String code() {
    return code;
  }
}
