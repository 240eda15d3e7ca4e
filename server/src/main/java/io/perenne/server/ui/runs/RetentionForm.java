// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.runs;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.RetentionRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rule for runs, as its form holds it.
 *
 * @param runs how many of the newest runs stay; empty for no limit
 * @param monthly {@code all}, {@code some} or {@code none}
 * @param months of how many months the newest run stays, if it is of some
 * @param size how many gigabytes the runs may take; empty for no limit
 */
public record RetentionForm(String runs, String monthly, String months, String size) {
  /** Of how many months the newest run stays. */
  public static final List<String> MONTHLY = List.of("all", "some", "none");

  private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1_000_000_000);

  static RetentionForm of(RetentionRule rule) {
    boolean some = rule.months() > 0 && rule.months() < RetentionRule.EVERY_MONTH;
    String monthly = some ? "some" : rule.months() > 0 ? "all" : "none";
    return new RetentionForm(
        rule.last().isPresent() ? Integer.toString(rule.last().getAsInt()) : "",
        monthly,
        some ? Integer.toString(rule.months()) : "",
        rule.bytes().isPresent()
            ? BigDecimal.valueOf(rule.bytes().getAsLong())
                .divide(GIGABYTE)
                .stripTrailingZeros()
                .toPlainString()
            : "");
  }

  static RetentionForm of(UnaryOperator<@Nullable String> field) {
    return new RetentionForm(
        text(field, "runs"), text(field, "monthly"), text(field, "months"), text(field, "size"));
  }

  private static String text(UnaryOperator<@Nullable String> field, String name) {
    String value = field.apply(name);
    return value == null ? "" : value.strip();
  }

  /**
   * Returns the rule.
   *
   * @throws InputException with every field that cannot be used
   */
  RetentionRule rule() {
    List<Problem> problems = new ArrayList<>();
    OptionalInt last = OptionalInt.empty();
    if (!runs.isEmpty()) {
      last = OptionalInt.of(number(runs, "runs", problems));
    }
    int kept =
        switch (monthly) {
          case "some" -> number(months, "months", problems);
          case "none" -> 0;
          default -> RetentionRule.EVERY_MONTH;
        };
    OptionalLong bytes = size.isEmpty() ? OptionalLong.empty() : OptionalLong.of(bytes(problems));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new RetentionRule(last, kept, bytes);
  }

  private static int number(String text, String field, List<Problem> problems) {
    int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (number < 1) {
      problems.add(refused(field, text));
      return 1;
    }
    return number;
  }

  private long bytes(List<Problem> problems) {
    String number = size.replace(',', '.');
    if (number.matches("[0-9]{1,7}([.][0-9]{1,3})?")) {
      long bytes = new BigDecimal(number).multiply(GIGABYTE).longValueExact();
      if (bytes > 0) {
        return bytes;
      }
    }
    problems.add(refused("size", size));
    return 1;
  }

  private static Problem refused(String field, String value) {
    return Problem.of(RunsPages.TEXTS.message("retention.refused." + field))
        .withValue(value)
        .withRemedy(RunsPages.TEXTS.message("retention.refused.remedy"));
  }
}
