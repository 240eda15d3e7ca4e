// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** The line end of the contract file. */
public enum Newline {
  /** Line feed. */
  LF,

  /** Carriage return and line feed. */
  CRLF;

  /** Returns the characters that end a line. */
  public String characters() {
    return this == LF ? "\n" : "\r\n";
  }

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
