// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

/** How badly a scan could read a file. */
public enum Damage {
  /** Some values do not have the type of their column. */
  VALUES,
  /** Some records cannot be split into fields. */
  RECORDS
}
