// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

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

  String sql(String column) {
    return "CASE WHEN "
        + column
        + " THEN '"
        + yes
        + "' WHEN NOT "
        + column
        + " THEN '"
        + no
        + "' END";
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
