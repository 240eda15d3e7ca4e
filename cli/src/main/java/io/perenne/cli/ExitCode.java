// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

/** How the process ends; scripts rely on these numbers. */
final class ExitCode {
  /** All was done. */
  static final int DONE = 0;

  /** A fault of this program. */
  static final int OUR_FAULT = 1;

  /** The user's input or configuration cannot be used. */
  static final int INPUT = 2;

  /** Memory or disk ran out. */
  static final int OUT_OF_RESOURCES = 3;

  private ExitCode() {}
}
