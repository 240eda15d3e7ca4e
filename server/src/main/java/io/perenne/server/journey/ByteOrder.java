// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of ids in files: that of their bytes in UTF-8. */
final class ByteOrder {
  private ByteOrder() {}

  static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
