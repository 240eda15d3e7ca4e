// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.audience.CompiledRule;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleReader;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Condition;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is asked, a database and Java mean the same people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class RuleSqlContract {
  private static final int PEOPLE = 150;
  private static final int RULES = 400;
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private final Map<String, Facts> people = new TreeMap<>();
  private Store store;

  abstract DatabaseAddress empty() throws Exception;

  @BeforeAll
  void keepPeople() throws Exception {
    store = Store.open(empty(), () -> RandomRules.NOW);
    RandomRules random = new RandomRules(7);
    for (int i = 0; i < PEOPLE; i++) {
      people.put("p" + (1000 + i), random.facts());
    }
    store.write(
        in -> {
          AudiencePeople kept = new AudiencePeople(in);
          kept.touch(List.copyOf(people.keySet()));
          for (AudiencePeople.Kept each : kept.waiting(RandomRules.NOW, PEOPLE)) {
            assertThat(kept.keep(each, Optional.empty(), "known")).isTrue();
            kept.keep(each.profile(), FactLines.of(people.getOrDefault(each.profile(), none())));
          }
          return kept.count();
        });
  }

  private static Facts none() {
    return new Facts(Map.of(), Map.of());
  }

  @AfterAll
  void close() {
    if (store != null) {
      store.close();
    }
  }

  private void requireSame(Rule rule, Moment now) {
    CompiledRule compiled = CompiledRule.of(rule);
    List<String> meant =
        people.entrySet().stream()
            .filter(each -> compiled.holds(each.getValue(), now))
            .map(Map.Entry::getKey)
            .toList();
    Condition condition = RuleSql.of(rule, now);

    assertThat(store.<List<String>>read(in -> new AudiencePeople(in).profiles(condition, PEOPLE)))
        .as("%s at %s", rule, now.at())
        .isEqualTo(meant);
    assertThat(store.<Long>read(in -> new AudiencePeople(in).count(condition)))
        .isEqualTo(meant.size());
  }

  @Test
  void randomRules_meanTheSamePeople() {
    for (int seed = 0; seed < RULES; seed++) {
      Rule rule = new RandomRules(seed).rule(0);
      // at the hour of the clock change, and when windows of whole days end to the second
      Duration before = Duration.ofHours(seed % 37);

      requireSame(rule, new Moment(RandomRules.NOW.minus(before), MADRID));
    }
  }

  @Test
  void textsThatMeanSomethingToADatabase_meanThemselves() {
    for (String text :
        List.of("%", "_", "a%b", "!", "'; DROP TABLE audience_facts; --", "ß", "İ")) {
      for (String how : List.of("is", "contains", "starts_with")) {
        requireSame(
            RuleReader.read(Map.of("trait", "city", how, text)),
            new Moment(RandomRules.NOW, MADRID));
      }
    }
    assertThat(store.<Long>read(in -> new AudiencePeople(in).count())).isEqualTo(PEOPLE);
  }
}
