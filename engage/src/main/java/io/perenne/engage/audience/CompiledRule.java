// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.engage.audience.Check.Bound;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule made ready to be asked of many people. Immutable. */
public final class CompiledRule {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** When time alone may let an answer become another, in milliseconds since 1970. */
  private interface Turns {
    Stream<Instant> of(Facts facts, Moment now);
  }

  private record Part(BiPredicate<Facts, Moment> holds, Turns turns) {}

  private static final Turns NEVER = (facts, now) -> Stream.empty();

  private final Part part;

  private CompiledRule(Part part) {
    this.part = part;
  }

  /** Returns a rule made ready. */
  public static CompiledRule of(Rule rule) {
    return new CompiledRule(part(rule));
  }

  /** Returns whether the rule holds of a person. */
  public boolean holds(Facts facts, Moment now) {
    return part.holds().test(facts, now);
  }

  /**
   * Returns the first instant after now at which the answer may become another though nothing
   * happens to the person; until it, the answer stays. Empty if it always stays.
   */
  public Optional<Instant> next(Facts facts, Moment now) {
    return part.turns()
        .of(facts, now)
        .filter(each -> each.isAfter(now.at()))
        .min(Instant::compareTo);
  }

  private static Part part(Rule rule) {
    if (rule instanceof Rule.And and) {
      List<Part> parts = parts(and.rules());
      return new Part(
          (facts, now) -> parts.stream().allMatch(each -> each.holds().test(facts, now)),
          all(parts));
    }
    if (rule instanceof Rule.Or or) {
      List<Part> parts = parts(or.rules());
      return new Part(
          (facts, now) -> parts.stream().anyMatch(each -> each.holds().test(facts, now)),
          all(parts));
    }
    if (rule instanceof Rule.Not not) {
      Part inner = part(not.rule());
      return new Part(inner.holds().negate(), inner.turns());
    }
    return rule instanceof Rule.Done done ? done(done) : test((Rule.Test) rule);
  }

  private static List<Part> parts(List<Rule> rules) {
    return rules.stream().map(CompiledRule::part).toList();
  }

  private static Turns all(List<Part> parts) {
    return (facts, now) -> parts.stream().flatMap(each -> each.turns().of(facts, now));
  }

  private static Part done(Rule.Done done) {
    String name = Subject.factOfEvent(done.event());
    long least = done.atLeast();
    long most = done.atMost().orElse(Integer.MAX_VALUE);
    return new Part(
        (facts, now) -> {
          long end = now.at().toEpochMilli();
          long start = start(done, end);
          long times =
              times(facts, name).stream().filter(each -> start < each && each <= end).count();
          return least <= times && times <= most;
        },
        (facts, now) ->
            times(facts, name).stream()
                .flatMap(
                    at ->
                        done.days().isPresent()
                            ? Stream.of(at, at + done.days().getAsInt() * DAY_MILLIS)
                            : Stream.of(at))
                .map(Instant::ofEpochMilli));
  }

  /** Returns the last instant that is too long ago, in milliseconds since 1970. */
  public static long start(Rule.Done done, long now) {
    return done.days().isPresent() ? now - done.days().getAsInt() * DAY_MILLIS : Long.MIN_VALUE;
  }

  private static List<Long> times(Facts facts, String name) {
    return facts.times().getOrDefault(name, List.of());
  }

  private static Part test(Rule.Test test) {
    String name = test.subject().fact();
    FactTest holds = test(test.check());
    return new Part(
        (facts, now) -> {
          @Nullable Fact fact = facts.values().get(name);
          return fact != null && holds.of(fact, now);
        },
        test.check() instanceof Check.DaysAgo ago ? turns(name, ago) : NEVER);
  }

  private interface FactTest {
    boolean of(Fact fact, Moment now);
  }

  private static FactTest test(Check check) {
    if (check instanceof Check.Flag flag) {
      String text = flag.value() ? Fact.TRUE : Fact.FALSE;
      return (fact, now) -> fact.text().equals(text);
    }
    if (check instanceof Check.OneOf one) {
      Set<String> texts = new HashSet<>(one.values().stream().map(Facts::small).toList());
      return (fact, now) -> texts.contains(fact.text());
    }
    if (check instanceof Check.Contains contains) {
      String text = Facts.small(contains.text());
      return (fact, now) -> fact.text().contains(text);
    }
    if (check instanceof Check.StartsWith starts) {
      String text = Facts.small(starts.text());
      return (fact, now) -> fact.text().startsWith(text);
    }
    if (check instanceof Check.InRange range) {
      return (fact, now) -> fact.number().isPresent() && isIn(range, fact.number().getAsDouble());
    }
    if (check instanceof Check.Dated dated) {
      long from = dated.from().map(each -> each.toEpochDay()).orElse(Long.MIN_VALUE);
      long before = dated.before().map(each -> each.toEpochDay()).orElse(Long.MAX_VALUE);
      return (fact, now) ->
          fact.day().isPresent()
              && from <= fact.day().getAsLong()
              && fact.day().getAsLong() < before;
    }
    if (check instanceof Check.DaysAgo ago) {
      int least = ago.atLeast().orElse(Integer.MIN_VALUE);
      int most = ago.atMost().orElse(Integer.MAX_VALUE);
      return (fact, now) -> {
        if (fact.day().isEmpty()) {
          return false;
        }
        long days = now.today() - fact.day().getAsLong();
        return least <= days && days <= most;
      };
    }
    return (fact, now) -> true;
  }

  private static boolean isIn(Check.InRange range, double number) {
    return range.low().map(low -> isAbove(low, number)).orElse(true)
        && range.high().map(high -> isBelow(high, number)).orElse(true);
  }

  private static boolean isAbove(Bound low, double number) {
    return low.included() ? number >= low.value() : number > low.value();
  }

  private static boolean isBelow(Bound high, double number) {
    return high.included() ? number <= high.value() : number < high.value();
  }

  private static Turns turns(String name, Check.DaysAgo ago) {
    return (facts, now) -> {
      @Nullable Fact fact = facts.values().get(name);
      return fact == null || fact.day().isEmpty()
          ? Stream.empty()
          : Stream.concat(
                  ago.atLeast().stream().mapToObj(days -> fact.day().getAsLong() + days),
                  ago.atMost().stream().mapToObj(days -> fact.day().getAsLong() + days + 1))
              .map(now::beginOf);
    };
  }
}
