// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleReaderTest {

  @Test
  void read_aRuleOfEveryKind_isSaidInBothLanguages() {
    Map<String, Object> json =
        Map.of(
            "and",
            List.of(
                Map.of("field", "segment", "in", List.of("04", "05")),
                Map.of("not", Map.of("event", "Order Completed", "days", 90)),
                Map.of("consent", "channel:email", "is", true),
                Map.of("trait", "City", "is", "Madrid")));

    Rule rule = RuleReader.read(json);

    assertThat(RuleWriter.write(rule).toString())
        .isEqualTo(
            "{and=[{field=segment, in=[04, 05]}, {not={event=Order Completed, at_least=1,"
                + " days=90}}, {consent=channel:email, is=true}, {trait=City, is=Madrid}]}");
    assertThat(RuleWords.of(rule, Language.EN))
        .isEqualTo(
            "segment is “Loyal at Risk” or “Value Repeater” and not (Order Completed: at least 1 time in"
                + " the last 90 days) and has allowed channel:email and trait City is “Madrid”");
    assertThat(RuleWords.of(rule, Language.ES))
        .contains("segmento es", "Order Completed: al menos 1 vez", "y ha permitido channel:email");
  }

  static List<List<Object>> refused() {
    return List.of(
        List.of(List.of(), "", "object with one condition"),
        List.of(Map.of(), "", "object with one condition"),
        List.of(Map.of("feild", "value"), "/feild", "did you mean “field”"),
        List.of(Map.of("script", "1 == 1"), "/script", "is not known here: use one of and, or"),
        List.of(Map.of("and", List.of()), "/and", "at least one condition"),
        List.of(Map.of("and", "x"), "/and", "at least one condition"),
        List.of(
            Map.of("or", List.of(Map.of("trait", "a", "known", true)), "not", Map.of()),
            "",
            "names several (or, not): put them into and"),
        List.of(Map.of("not", Map.of("trait", "a")), "/not", "add one of known, is"),
        List.of(Map.of("trait", "a", "at_leest", 3), "/at_leest", "did you mean “at_least”"),
        List.of(Map.of("trait", " ", "known", true), "/trait", "1 to 200 letters"),
        List.of(Map.of("trait", "a\u0000b", "known", true), "/trait", "control characters"),
        List.of(Map.of("trait", "a", "known", false), "/known", "put the condition into not"),
        List.of(Map.of("trait", "a", "is", List.of("x")), "/is", "has to be a text"),
        List.of(Map.of("trait", "a", "in", List.of("x", 3)), "/in/1", "has to be a text"),
        List.of(Map.of("trait", "a", "in", List.of()), "/in", "list of 1 to 200"),
        List.of(Map.of("trait", "a", "at_least", "3"), "/at_least", "to be a number"),
        List.of(
            Map.of("trait", "a", "at_least", 3, "more_than", 2),
            "/more_than",
            "at_least and more_than cannot both be a bound"),
        List.of(Map.of("trait", "a", "at_least", 3, "less_than", 3), "", "nobody can be within"),
        List.of(Map.of("trait", "a", "at_least", 3, "contains", "x"), "/at_least", "not known"),
        List.of(Map.of("trait", "a", "before", "2026-02-30"), "/before", "write it as 2026-03-31"),
        List.of(Map.of("trait", "a", "before", 3), "/before", "write it as 2026-03-31"),
        List.of(
            Map.of("trait", "a", "from", "2026-03-02", "before", "2026-03-02"),
            "",
            "nobody can be within"),
        List.of(
            Map.of("trait", "a", "days_ago_at_least", 3, "days_ago_at_most", 2),
            "",
            "nobody can be within"),
        List.of(
            Map.of("trait", "a", "days_ago_at_least", 99999),
            "/days_ago_at_least",
            "from -36,600 to 36,600"),
        List.of(Map.of("field", "vaule", "at_least", 3), "/field", "did you mean “value”"),
        List.of(Map.of("field", "value", "is", "much"), "/is", "to be a number"),
        List.of(Map.of("field", "value", "contains", "4"), "/contains", "use one of known, is"),
        List.of(Map.of("field", "segment", "is", "12"), "/is", "“12” is not one of 01"),
        List.of(Map.of("field", "band", "in", List.of("9")), "/in", "“9” is not one of"),
        List.of(Map.of("field", "last_purchase", "is", "x"), "/is", "use one of known, from"),
        List.of(Map.of("consent", "email", "is", true), "/consent", "write purpose:advertising"),
        List.of(Map.of("consent", "channel:email", "is", 1), "/is", "true or false"),
        List.of(Map.of("reachable", "email", "is", true), "/is", "is not known here"),
        List.of(Map.of("event", "page", "at_least", 40), "/at_least", "from 0 to 31"),
        List.of(Map.of("event", "page", "days", 0), "/days", "from 1 to 3,660"),
        List.of(Map.of("event", "page", "days", 1.5), "/days", "whole number"),
        List.of(Map.of("event", "page", "at_least", 4, "at_most", 3), "/at_most", "nobody can be"),
        List.of(Map.of("event", "page", "where", "x"), "/where", "is not known here"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void read_whatIsNoRule_saysWhereAndWhatWouldBeRight(List<Object> given) {
    RuleException thrown = refusal(given.get(0));

    assertThat(thrown.path()).isEqualTo(given.get(1));
    assertThat(thrown.problem().in(Language.EN)).contains((String) given.get(2));
    assertThat(thrown.problem().in(Language.ES)).isNotBlank();
  }

  private static RuleException refusal(@Nullable Object json) {
    return catchThrowableOfType(RuleException.class, () -> RuleReader.read(json));
  }

  @Test
  void read_tooDeepOrTooLarge_isRefused() {
    Map<String, Object> leaf = Map.of("reachable", "email");
    Map<String, Object> deep = leaf;
    for (int i = 0; i < Rule.DEEPEST; i++) {
      deep = Map.of("not", deep);
    }
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < Rule.MOST_PARTS; i++) {
      many.add(leaf);
    }

    assertThat(refusal(deep).problem().in(Language.EN)).contains("deeper than 8 levels");
    assertThat(refusal(Map.of("or", many)).problem().in(Language.EN)).contains("more than 100");
    assertThat(RuleReader.read(Map.of("or", many.subList(1, many.size())))).isNotNull();
  }
}
