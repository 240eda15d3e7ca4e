// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.score.HorizonOption;
import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import picocli.CommandLine.ITypeConverter;

/** Reads a length of time such as {@code 12 months}. */
final class HorizonConverter implements ITypeConverter<HorizonOption> {
  @Override
  public HorizonOption convert(String text) {
    try {
      return HorizonOption.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnusableValue(Messages.message("refusal.horizon"));
    }
  }
}
