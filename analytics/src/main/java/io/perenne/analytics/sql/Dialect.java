// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.sql;

/** Expressions that SQL engines write differently, for statements that several engines share. */
public interface Dialect {

  /** Returns the number of days from one date to another, as a whole number. */
  String daysBetween(String from, String to);

  /** Returns the date so many calendar months before another; at most the last day of its month. */
  String monthsBefore(String date, int months);
}
