// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side understood and said no; asking again changes nothing. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
