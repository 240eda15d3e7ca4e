// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

import org.jspecify.annotations.Nullable;

/** A job has ended early because somebody asked it to; nothing was published. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one that says so. */
  public CancelledException() {
    this(null);
  }

  /** Makes one with the failure by which a running step ended. */
  public CancelledException(@Nullable Throwable cause) {
    super("the job was cancelled", cause);
  }
}
