// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How fields of a file of covariates are read. */
final class CovariateValue {

  private static final Pattern POINT =
      Pattern.compile("[-+]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][-+]?\\d{1,3})?");

  private final List<String> nullTexts;
  private final boolean commas;

  /**
   * @param nullTexts texts that mean that a value is not known
   * @param commas whether a comma may be the decimal mark, as it separates no fields
   */
  CovariateValue(List<String> nullTexts, boolean commas) {
    this.nullTexts = nullTexts;
    this.commas = commas;
  }

  boolean isMissing(String text) {
    return text.isBlank() || nullTexts.contains(text.strip());
  }

  /** Returns the number that a text is, if it is one. */
  OptionalDouble number(String text) {
    String plain = text.strip();
    if (commas && plain.indexOf('.') < 0) {
      plain = plain.replace(',', '.');
    }
    if (!POINT.matcher(plain).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(plain);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
