// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.home.Sha256;

/**
 * The identity of a shipment: its name, size and hash.
 *
 * @param runId the run it comes from
 * @param name the file name under which it arrives, without a folder
 * @param bytes its size
 * @param rows how many customers it holds
 * @param sha256 the hash of its bytes in lower-case hexadecimal
 */
public record Label(String runId, String name, long bytes, long rows, String sha256) {
  /** A pattern that matches every text with a character no file name may have. */
  public static final String FORBIDDEN = "(?s).*[\\\\/:*<>|?\"\\p{Cntrl}].*";

  public Label {
    if (name.isBlank() || name.matches(FORBIDDEN)) {
      throw new IllegalArgumentException("name is blank or has a forbidden character: " + name);
    }
    if (!(bytes >= 0 && rows >= 0)) {
      throw new IllegalArgumentException("not >= 0: bytes=" + bytes + ", rows=" + rows);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("sha256 is not 64 hexadecimal digits: " + sha256);
    }
  }

  /** Returns the label of what could not be packed. */
  public static Label ofNothing(DeliverableRun run, String name) {
    return new Label(run.runId(), name, 0, 0, Sha256.hex(Sha256.digest()));
  }
}
