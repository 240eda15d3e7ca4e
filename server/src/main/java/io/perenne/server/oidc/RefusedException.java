// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import org.jspecify.annotations.Nullable;

/** Somebody does not get in; the message is for the log and holds no secret. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal why;

  RefusedException(Refusal why, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  Refusal why() {
    return why;
  }
}
