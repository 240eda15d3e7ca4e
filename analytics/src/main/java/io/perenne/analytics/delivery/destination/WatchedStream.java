// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose every read tells a guard that something has moved. */
public final class WatchedStream extends FilterInputStream {
  private final StallGuard guard;

  public WatchedStream(InputStream in, StallGuard guard) {
    super(in);
    this.guard = guard;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    guard.moved();
    int read = super.read(buffer, offset, length);
    guard.moved();
    return read;
  }
}
