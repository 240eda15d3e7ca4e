// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.engage.audience.Check.Bound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a rule as maps, lists, texts, numbers and truth values, as JSON has them: always the same
 * for the same rule, and read back by {@link RuleReader} as the same.
 */
public final class RuleWriter {
  private static final long EXACT = 1L << 53;

  private RuleWriter() {}

  /** Returns a rule as JSON has it. */
  public static Map<String, Object> write(Rule rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (rule instanceof Rule.And and) {
      json.put("and", all(and.rules()));
    } else if (rule instanceof Rule.Or or) {
      json.put("or", all(or.rules()));
    } else if (rule instanceof Rule.Not not) {
      json.put("not", write(not.rule()));
    } else if (rule instanceof Rule.Done done) {
      json.put("event", done.event());
      if (done.atLeast() > 0 || done.atMost().isEmpty()) {
        json.put("at_least", done.atLeast());
      }
      done.atMost().ifPresent(each -> json.put("at_most", each));
      done.days().ifPresent(each -> json.put("days", each));
    } else if (rule instanceof Rule.Test test) {
      Subject.Kind kind = test.subject().kind();
      json.put(kind.code(), test.subject().name());
      if (kind != Subject.Kind.REACHABLE && kind != Subject.Kind.IDENTIFIER) {
        write(test.check(), json);
      }
    }
    return json;
  }

  private static List<Map<String, Object>> all(List<Rule> rules) {
    return rules.stream().map(RuleWriter::write).toList();
  }

  private static void write(Check check, Map<String, Object> into) {
    if (check instanceof Check.Known) {
      into.put(CheckReader.KNOWN, true);
    } else if (check instanceof Check.Flag flag) {
      into.put(CheckReader.IS, flag.value());
    } else if (check instanceof Check.OneOf one) {
      if (one.values().size() == 1) {
        into.put(CheckReader.IS, one.values().get(0));
      } else {
        into.put(CheckReader.IN, one.values());
      }
    } else if (check instanceof Check.Contains contains) {
      into.put(CheckReader.CONTAINS, contains.text());
    } else if (check instanceof Check.StartsWith starts) {
      into.put(CheckReader.STARTS_WITH, starts.text());
    } else if (check instanceof Check.InRange range) {
      write(range, into);
    } else if (check instanceof Check.Dated dated) {
      dated.from().ifPresent(each -> into.put(CheckReader.FROM, each.toString()));
      dated.before().ifPresent(each -> into.put(CheckReader.BEFORE, each.toString()));
    } else if (check instanceof Check.DaysAgo ago) {
      ago.atLeast().ifPresent(each -> into.put(CheckReader.DAYS_AGO_AT_LEAST, each));
      ago.atMost().ifPresent(each -> into.put(CheckReader.DAYS_AGO_AT_MOST, each));
    }
  }

  private static void write(Check.InRange range, Map<String, Object> into) {
    if (isPoint(range)) {
      into.put(CheckReader.IS, number(range.low().orElseThrow().value()));
      return;
    }
    write(range.low(), CheckReader.AT_LEAST, CheckReader.MORE_THAN, into);
    write(range.high(), CheckReader.AT_MOST, CheckReader.LESS_THAN, into);
  }

  static boolean isPoint(Check.InRange range) {
    return range.low().equals(range.high()) && range.low().filter(Bound::included).isPresent();
  }

  private static void write(
      Optional<Bound> bound, String included, String excluded, Map<String, Object> into) {
    bound.ifPresent(each -> into.put(each.included() ? included : excluded, number(each.value())));
  }

  /** A whole number is written without a point. */
  private static Number number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return (long) value;
    }
    return value;
  }
}
