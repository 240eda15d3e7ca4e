// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

/** A piece does not continue what has arrived, or another piece is still arriving. */
public final class OutOfStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  OutOfStepException(long offset) {
    super("the next byte is " + offset, null, false, false);
    this.offset = offset;
  }

  /** Returns how many bytes have arrived. */
  public long offset() {
    return offset;
  }
}
