// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.engage.audience.Check.Bound;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleException;
import io.perenne.engage.audience.RuleReader;
import io.perenne.engage.journey.ColumnTest;
import io.perenne.engage.journey.Condition;
import io.perenne.server.action.GivenKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whom a journey means. */
final class ConditionKeys {
  private static final double MOST = 1e12;

  /** Labels follow the language of the configuration; their ids never change. */
  private static final Map<String, String> LABELS =
      Map.of("CLV_SEGMENT", "ID_CLV_SEGMENT", "CLV_SCORE", "ID_CLV_SCORE");

  private ConditionKeys() {}

  static Condition read(GivenKeys keys) {
    keys.only("segments", "bands", "columns", "rule");
    if (keys.names().isEmpty()) {
      keys.wrong(Words.message("condition.none"), "");
    }
    GivenKeys columns = keys.below("columns");
    List<ColumnTest> tests = new ArrayList<>();
    for (String column : columns.names()) {
      column(columns, column).ifPresent(tests::add);
    }
    return new Condition(keys.segments("segments"), keys.bands("bands"), tests, rule(keys));
  }

  private static Optional<Rule> rule(GivenKeys keys) {
    try {
      return keys.tree("rule").map(RuleReader::read);
    } catch (RuleException e) {
      keys.wrongAt("rule", Words.message("rule.wrong", e.problem()), e.path());
      return Optional.empty();
    }
  }

  private static Optional<ColumnTest> column(GivenKeys columns, String name) {
    List<String> known =
        DatamodelColumn.contract().stream()
            .map(DatamodelColumn::name)
            .filter(each -> !LABELS.containsKey(each))
            .toList();
    String id = LABELS.get(name);
    if (id != null) {
      columns.wrongAt(name, Words.message("column.label", id), name);
      return Optional.empty();
    }
    if (!known.contains(name)) {
      columns.wrongOf(name, Words.message("column.unknown"), name, known);
      return Optional.empty();
    }
    GivenKeys test =
        columns
            .below(name)
            .only("known", "is", "in", "at-least", "more-than", "at-most", "less-than");
    boolean isUnknown = test.has("known") && !test.flag("known");
    if (test.names().isEmpty() || (isUnknown && test.names().size() > 1)) {
      test.wrong(Words.message("column.test"), "");
    }
    Set<String> values = new HashSet<>(test.list("in", Words.message("value.text"), Optional::of));
    test.text("is").ifPresent(values::add);
    return Optional.of(
        new ColumnTest(
            name,
            !isUnknown,
            values,
            bound(test, "at-least", "more-than"),
            bound(test, "at-most", "less-than")));
  }

  private static Optional<Bound> bound(GivenKeys test, String included, String excluded) {
    if (test.has(included) && test.has(excluded)) {
      test.wrong(Words.message("column.both", included, excluded), "");
    }
    return test.number(included, -MOST, MOST)
        .map(value -> new Bound(value, true))
        .or(() -> test.number(excluded, -MOST, MOST).map(value -> new Bound(value, false)));
  }
}
