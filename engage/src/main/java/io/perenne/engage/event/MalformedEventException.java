// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

/** A message is no event; the message says which field is wrong and what it holds. */
public final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1;

  private final Malformed reason;

  MalformedEventException(Malformed reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns the reason. */
  public Malformed reason() {
    return reason;
  }
}
