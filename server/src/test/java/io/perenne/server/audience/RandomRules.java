// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.engage.audience.Check;
import io.perenne.engage.audience.Fact;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/** Rules and people of a small world, so that about half of the rules hold. */
final class RandomRules {
  static final Instant NOW = Instant.parse("2026-03-29T10:00:00Z");

  private static final List<String> TEXTS =
      List.of("madrid", "Ávila", "lima", "a%b", "a_b", "ΣΑΣ", "12", "true", "false");
  private static final List<String> EVENTS = List.of("page", "Order Completed", "Quiz");
  private static final List<String> TRAITS = List.of("City", "age", "vip", "since");

  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  Rule rule(int depth) {
    int kind = random.nextInt(depth > 3 ? 4 : 7);
    return switch (kind) {
      case 0, 1 -> test();
      case 2 -> new Rule.Test(new Subject(Subject.Kind.FIELD, "last_purchase"), ago());
      case 3 -> done();
      case 4 -> new Rule.Not(rule(depth + 1));
      case 5 -> new Rule.And(rules(depth));
      default -> new Rule.Or(rules(depth));
    };
  }

  private List<Rule> rules(int depth) {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      rules.add(rule(depth + 1));
    }
    return rules;
  }

  private Rule done() {
    int least = random.nextInt(4);
    return new Rule.Done(
        one(EVENTS),
        least,
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(least + random.nextInt(3)),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(20)));
  }

  private Rule test() {
    return switch (random.nextInt(6)) {
      case 0 -> new Rule.Test(new Subject(Subject.Kind.REACHABLE, "email"), new Check.Flag(true));
      case 1 -> new Rule.Test(new Subject(Subject.Kind.IDENTIFIER, "email"), new Check.Known());
      case 2 -> new Rule.Test(new Subject(Subject.Kind.FIELD, "value"), range());
      default -> new Rule.Test(new Subject(Subject.Kind.TRAIT, one(TRAITS)), check());
    };
  }

  private Check check() {
    return switch (random.nextInt(8)) {
      case 0 -> new Check.Known();
      case 1 -> new Check.Flag(random.nextBoolean());
      case 2 -> new Check.OneOf(List.of(one(TEXTS), "X" + random.nextInt(9)));
      case 3 -> new Check.Contains(one(TEXTS).substring(0, 1));
      case 4 -> new Check.StartsWith(one(TEXTS).substring(0, 2));
      case 5 -> range();
      case 6 -> {
        LocalDate from = LocalDate.parse("2026-03-01").plusDays(random.nextInt(30));
        yield new Check.Dated(Optional.of(from), Optional.of(from.plusDays(10)));
      }
      default -> ago();
    };
  }

  private Check.InRange range() {
    double low = random.nextInt(40) / 2.0;
    Optional<Check.Bound> least = Optional.of(new Check.Bound(low, random.nextBoolean()));
    return random.nextBoolean()
        ? new Check.InRange(least, Optional.empty())
        : new Check.InRange(least, Optional.of(new Check.Bound(low + 5.5, random.nextBoolean())));
  }

  private Check.DaysAgo ago() {
    int least = random.nextInt(20) - 3;
    return random.nextBoolean()
        ? new Check.DaysAgo(OptionalInt.of(least), OptionalInt.empty())
        : new Check.DaysAgo(OptionalInt.of(least), OptionalInt.of(least + random.nextInt(9)));
  }

  Facts facts() {
    Map<String, Fact> values = new TreeMap<>();
    for (String trait : TRAITS) {
      if (random.nextInt(3) > 0) {
        values.put(new Subject(Subject.Kind.TRAIT, trait).fact(), fact());
      }
    }
    if (random.nextBoolean()) {
      values.put("field:value", number(random.nextInt(40) / 2.0));
      values.put("field:last_purchase", day(day()));
    }
    if (random.nextBoolean()) {
      values.put("reachable:email", text(Boolean.toString(random.nextBoolean())));
      values.put("identifier:email", text("true"));
    }
    Map<String, List<Long>> times = new TreeMap<>();
    for (String event : EVENTS) {
      if (random.nextBoolean()) {
        List<Long> all = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
          all.add(NOW.toEpochMilli() - random.nextInt(25 * 24) * 3_600_000L);
        }
        all.sort(Long::compare);
        times.put(Subject.factOfEvent(event), all);
      }
    }
    return new Facts(values, times);
  }

  private Fact fact() {
    return switch (random.nextInt(4)) {
      case 0 -> text(Boolean.toString(random.nextBoolean()));
      case 1 -> number(random.nextInt(40) / 2.0);
      case 2 -> day(day());
      default -> text(Facts.small(one(TEXTS)));
    };
  }

  private long day() {
    return LocalDate.parse("2026-03-30").toEpochDay() - random.nextInt(25);
  }

  private static Fact text(String text) {
    return new Fact(text, OptionalDouble.empty(), OptionalLong.empty());
  }

  private static Fact number(double number) {
    return new Fact("", OptionalDouble.of(number), OptionalLong.empty());
  }

  private static Fact day(long day) {
    return new Fact("", OptionalDouble.empty(), OptionalLong.of(day));
  }
}
