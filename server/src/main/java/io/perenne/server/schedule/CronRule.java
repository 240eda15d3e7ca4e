// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The five fields of cron as local times. The library is asked in UTC, where no local time is
 * skipped or repeated, so that its own rules for such times never count.
 */
final class CronRule {
  private static final CronDefinition UNIX =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
  private static final int FIELDS = 5;

  /** From here a rule is asked whether it ever comes. */
  private static final LocalDateTime SOME_DAY = LocalDateTime.of(2024, 1, 1, 0, 0);

  private final ExecutionTime times;

  private CronRule(ExecutionTime times) {
    this.times = times;
  }

  /** Returns the rule, empty if the words are none or no time ever comes. */
  static Optional<CronRule> parse(String[] words) {
    if (words.length != FIELDS) {
      return Optional.empty();
    }
    try {
      CronRule rule =
          new CronRule(
              ExecutionTime.forCron(
                  new CronParser(UNIX).parse(String.join(" ", words)).validate()));
      return rule.next(SOME_DAY).map(found -> rule);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the first local time after another; empty if none ever comes. */
  Optional<LocalDateTime> next(LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }
}
