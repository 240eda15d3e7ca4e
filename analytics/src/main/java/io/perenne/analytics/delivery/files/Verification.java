// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import java.util.Locale;

/** How a file is verified after its upload. */
public enum Verification {
  /** By its hash, which the server computes if it can; else the file is read back. */
  SHA256,

  /** By its size; a resumed upload is hashed all the same. */
  SIZE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
