// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.score.HorizonOption;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How far ahead the commands about models look, and how sure they are to be. */
final class AheadOptions {
  @Option(
      names = "--horizon",
      paramLabel = "TIME",
      defaultValue = "12 months",
      converter = HorizonConverter.class,
      description = "How far ahead, as in \"90 days\" or \"39 weeks\". Default: ${DEFAULT-VALUE}.")
  private HorizonOption horizon = HorizonOption.parse("12 months");

  @Option(
      names = "--interval",
      paramLabel = "P",
      defaultValue = "0.9",
      description = "Probability of the intervals. Default: ${DEFAULT-VALUE}.")
  private double interval = 0.9;

  HorizonOption horizon() {
    return horizon;
  }

  /**
   * Returns the probability of the intervals.
   *
   * @throws UnusableOption if it is not within (0, 1)
   */
  double interval(CommandLine command) {
    if (!(interval > 0 && interval < 1)) {
      throw new UnusableOption(
          command, Messages.message("refusal.between", "--interval", "0", "1", "" + interval));
    }
    return interval;
  }
}
