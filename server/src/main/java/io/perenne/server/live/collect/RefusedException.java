// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

/** A request is not taken. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
