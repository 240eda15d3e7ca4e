// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

/** More came than can be kept at the moment. Nothing of it was kept; it may come again. */
public final class OverloadedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public OverloadedException() {
    super("more events wait than can be kept at the moment");
  }
}
