// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.pipeline.Extract;
import java.util.Arrays;
import java.util.List;

/** How true and false are written. */
public enum BooleanStyle {
  /** As in the contract file. */
  LOWER("true", "false"),
  /** As Marketing Cloud documents it. */
  TITLE("True", "False"),
  /** Words. */
  YES_NO("Yes", "No"),
  /** Letters. */
  Y_N("Y", "N"),
  /** Digits. */
  ONE_ZERO("1", "0");

  private final String yes;
  private final String no;

  BooleanStyle(String yes, String no) {
    this.yes = yes;
    this.no = no;
  }

  /** Returns how true and false are written. */
  Extract.Writing writing() {
    return new Extract.Flag(yes, no);
  }

  /** Returns both words, the one for true first. */
  @Override
  public String toString() {
    return yes + "/" + no;
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(BooleanStyle::toString).toList();
  }
}
