// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.engage.audience.Check;
import io.perenne.engage.audience.Check.Bound;
import io.perenne.engage.audience.CompiledRule;
import io.perenne.engage.audience.Fact;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.Subject;
import io.perenne.server.storage.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes a rule as a condition on the facts that are kept of everybody, which holds of the same
 * people as {@link CompiledRule} says. It is the same text for every database: a fact is a row, and
 * a condition asks whether there is one, so that nothing is ever unknown; texts were brought into
 * small letters before they were kept. Every value is a parameter.
 */
final class RuleSql {
  private static final String FACT =
      "SELECT 1 FROM audience_facts f WHERE f.profile = p.profile AND f.name = ?";

  private final Moment now;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private RuleSql(Moment now) {
    this.now = now;
  }

  /** Returns the condition of a rule. */
  static Condition of(Rule rule, Moment now) {
    RuleSql writer = new RuleSql(now);
    writer.add(rule);
    return new Condition(writer.sql.toString(), writer.values);
  }

  private void add(Rule rule) {
    if (rule instanceof Rule.And and) {
      all(and.rules(), " AND ");
    } else if (rule instanceof Rule.Or or) {
      all(or.rules(), " OR ");
    } else if (rule instanceof Rule.Not not) {
      sql.append("NOT ");
      add(not.rule());
    } else if (rule instanceof Rule.Done done) {
      done(done);
    } else {
      Rule.Test test = (Rule.Test) rule;
      sql.append("EXISTS (").append(FACT);
      values.add(test.subject().fact());
      check(test.check());
      sql.append(')');
    }
  }

  private void all(List<Rule> rules, String between) {
    sql.append('(');
    for (int i = 0; i < rules.size(); i++) {
      sql.append(i == 0 ? "" : between);
      add(rules.get(i));
    }
    sql.append(')');
  }

  private void done(Rule.Done done) {
    long end = now.at().toEpochMilli();
    sql.append(
        "(SELECT count(*) FROM audience_facts f WHERE f.profile = p.profile AND f.name = ?"
            + " AND f.moment > ? AND f.moment <= ?) BETWEEN ? AND ?");
    values.add(Subject.factOfEvent(done.event()));
    values.add(CompiledRule.start(done, end));
    values.add(end);
    values.add((long) done.atLeast());
    values.add((long) done.atMost().orElse(Integer.MAX_VALUE));
  }

  private void and(String text, Object value) {
    sql.append(" AND ").append(text);
    values.add(value);
  }

  private void check(Check check) {
    if (check instanceof Check.Flag flag) {
      and("f.text = ?", flag.value() ? Fact.TRUE : Fact.FALSE);
    } else if (check instanceof Check.OneOf one) {
      sql.append(
          one.values().stream()
              .map(each -> "?")
              .collect(Collectors.joining(", ", " AND f.text IN (", ")")));
      one.values().forEach(each -> values.add(Facts.small(each)));
    } else if (check instanceof Check.Contains contains) {
      and("f.text LIKE ? ESCAPE '!'", "%" + pattern(contains.text()) + "%");
    } else if (check instanceof Check.StartsWith starts) {
      and("f.text LIKE ? ESCAPE '!'", pattern(starts.text()) + "%");
    } else if (check instanceof Check.InRange range) {
      bound(range.low(), ">");
      bound(range.high(), "<");
    } else if (check instanceof Check.Dated dated) {
      dated.from().ifPresent(each -> and("f.moment >= ?", each.toEpochDay()));
      dated.before().ifPresent(each -> and("f.moment < ?", each.toEpochDay()));
    } else if (check instanceof Check.DaysAgo ago) {
      // at least so many days ago is on that day or before
      day(ago.atLeast(), "f.moment <= ?");
      day(ago.atMost(), "f.moment >= ?");
    }
  }

  private void bound(Optional<Bound> bound, String sign) {
    bound.ifPresent(
        each -> and("f.number " + sign + (each.included() ? "= ?" : " ?"), each.value()));
  }

  private void day(OptionalInt daysAgo, String text) {
    if (daysAgo.isPresent()) {
      and(text, now.today() - daysAgo.getAsInt());
    }
  }

  private static String pattern(String text) {
    return Facts.small(text).replaceAll("[!%_]", "!$0");
  }
}
