// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.clv.words.Language;
import io.perenne.engage.profile.ValueStep;
import io.perenne.server.change.ReceiverBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the page of changes shows.
 *
 * @param receivers who is told
 * @param step by how much a value moves before anybody is
 * @param changes the newest changes
 * @param problems what was wrong with the last change of the page, a sentence each
 * @param fields what was typed into the form of a receiver that was refused
 */
public record ChangesView(
    List<ReceiverBook.Line> receivers,
    ValueStep step,
    List<ChangeLine> changes,
    List<String> problems,
    Map<String, String> fields) {
  /** The most changes that are shown. */
  static final int MOST = 50;

  private static final double PERCENT = 100;

  /** Copies. */
  public ChangesView {
    receivers = List.copyOf(receivers);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
    fields = Map.copyOf(fields);
  }

  /** Returns what stands in a field. */
  public String value(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns a number as a form takes it. */
  public static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Returns the share in percent, as a form takes it. */
  public String percent() {
    return plain(Math.round(step.share() * PERCENT * PERCENT) / PERCENT);
  }

  /** Returns the code of the state of a receiver. */
  public static String state(ReceiverBook.Line line) {
    if (line.receiver().paused().isPresent()) {
      return "paused";
    }
    return line.receiver().failingSince().isPresent() ? "failing" : "active";
  }

  /** Returns why a receiver could not be told; empty text if it could. */
  public static String problem(ReceiverBook.Line line, Language language) {
    return (language == Language.ES
            ? line.receiver().problemSpanish()
            : line.receiver().problemEnglish())
        .orElse("");
  }
}
