// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.job.RetentionPlan;
import io.perenne.clv.words.Language;
import java.util.List;
import java.util.Locale;

/** Which runs stay, which go after the next one, and why. */
public final class RetentionReport {
  private static final double MEGABYTE = 1e6;

  private RetentionReport() {}

  /** Returns a table with a line for each run, and the sum before it. */
  public static String of(RetentionPlan plan, Language language) {
    Messages messages = Messages.of(language);
    ScreenNumbers numbers = ScreenNumbers.of(language);
    int going = plan.going().size();
    String sum =
        plan.rule().lets()
            ? messages.text(
                "retention.sum",
                numbers.count(going),
                numbers.count(megabytes(plan.bytesGone())),
                numbers.count(plan.lines().size() - going),
                numbers.count(megabytes(plan.bytesKept())))
            : messages.text("retention.all", numbers.count(megabytes(plan.bytesKept())));
    if (plan.lines().isEmpty()) {
      return sum + System.lineSeparator();
    }
    TextTable table =
        new TextTable()
            .left(messages.text("runs.run"))
            .left(messages.text("runs.reference-date"))
            .right("MB")
            .left("")
            .left("");
    for (RetentionPlan.Line line : plan.lines()) {
      String reason = line.reason().name().toLowerCase(Locale.ROOT);
      table.row(
          List.of(
              line.run().runId(),
              line.run().referenceDate().toString(),
              numbers.count(megabytes(line.bytes())),
              messages.text(line.reason().stays() ? "retention.stays" : "retention.goes"),
              messages.text("retention.reason." + reason)));
    }
    return sum + System.lineSeparator() + table.render();
  }

  private static long megabytes(long bytes) {
    return (long) Math.ceil(bytes / MEGABYTE);
  }
}
