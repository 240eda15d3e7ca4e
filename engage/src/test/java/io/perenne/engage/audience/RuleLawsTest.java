// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every rule. */
class RuleLawsTest {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  @Property(tries = 500)
  void aRuleIsReadBackAsItWasWritten(@ForAll long seed) {
    Rule rule = new RandomRules(seed).rule(0);

    Rule read = RuleReader.read(RuleWriter.write(rule));

    assertThat(read).isEqualTo(rule);
    assertThat(RuleWriter.write(read)).isEqualTo(RuleWriter.write(rule));
    assertThat(RuleWords.of(rule, Language.ES)).isNotBlank();
    assertThat(RuleWords.of(rule, Language.EN)).isNotBlank();
  }

  @Property(tries = 500)
  void not_isTheOther_whateverIsKnown(@ForAll long seed) {
    RandomRules random = new RandomRules(seed);
    Rule rule = random.rule(0);
    Facts facts = random.facts();
    Moment now = new Moment(RandomRules.NOW, MADRID);

    assertThat(CompiledRule.of(new Rule.Not(rule)).holds(facts, now))
        .isNotEqualTo(CompiledRule.of(rule).holds(facts, now));
  }

  /** Every half hour over a month with a change of the clock. */
  @Property(tries = 150)
  void untilNext_theAnswerStays(@ForAll long seed) {
    RandomRules random = new RandomRules(seed);
    CompiledRule rule = CompiledRule.of(random.rule(0));
    Facts facts = random.facts();
    Moment now = new Moment(RandomRules.NOW.minus(Duration.ofDays(12)), MADRID);
    boolean holds = rule.holds(facts, now);
    Optional<Instant> next = rule.next(facts, now);
    for (int i = 0; i < 31 * 48; i++) {
      now = new Moment(now.at().plus(Duration.ofMinutes(30)), MADRID);
      if (next.isPresent() && !next.get().isAfter(now.at())) {
        Moment just = new Moment(next.get(), MADRID);
        holds = rule.holds(facts, just);
        next = rule.next(facts, just);
        while (next.isPresent() && !next.get().isAfter(now.at())) {
          just = new Moment(next.get(), MADRID);
          holds = rule.holds(facts, just);
          next = rule.next(facts, just);
        }
      }
      assertThat(rule.holds(facts, now)).as("at %s", now.at()).isEqualTo(holds);
    }
  }
}
