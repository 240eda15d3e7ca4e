// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.score.HorizonOption;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time such as {@code 12 months}. */
final class HorizonConverter implements ITypeConverter<HorizonOption> {
  @Override
  public HorizonOption convert(String text) {
    try {
      return HorizonOption.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "expected a length of time as in \"12 months\" or \"90 days\" but was " + text);
    }
  }
}
