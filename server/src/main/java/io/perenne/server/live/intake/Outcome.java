// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

/** What became of a message. */
public enum Outcome {
  /** It is a new event, and kept. */
  STORED,
  /** It was there already, and counts once. */
  DUPLICATE,
  /** It is no event, and kept aside. */
  QUARANTINED
}
