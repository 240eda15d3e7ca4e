// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import io.perenne.engage.audience.Check.Bound;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Says a rule in words. */
public final class RuleWords {
  private final Language language;
  private final Messages texts;

  private RuleWords(Language language) {
    this.language = language;
    texts = RuleReader.TEXTS.in(language);
  }

  /** Returns what a rule says, as the end of a sentence that begins with "people". */
  public static String of(Rule rule, Language language) {
    return new RuleWords(language).text(rule);
  }

  private String text(Rule rule) {
    if (rule instanceof Rule.And and) {
      return joined(and.rules(), "said.and");
    }
    if (rule instanceof Rule.Or or) {
      return joined(or.rules(), "said.or");
    }
    if (rule instanceof Rule.Not not) {
      return texts.text("said.not", text(not.rule()));
    }
    return rule instanceof Rule.Done done ? done(done) : test((Rule.Test) rule);
  }

  private String joined(List<Rule> rules, String key) {
    return rules.stream()
        .map(
            each ->
                rules.size() > 1 && (each instanceof Rule.And || each instanceof Rule.Or)
                    ? "(" + text(each) + ")"
                    : text(each))
        .collect(Collectors.joining(" " + texts.text(key) + " "));
  }

  private String done(Rule.Done done) {
    String times = times(done.atLeast(), done.atMost());
    return done.days().isPresent()
        ? texts.text("said.done.days", done.event(), times, done.days().getAsInt())
        : texts.text("said.done", done.event(), times);
  }

  private String times(int least, OptionalInt most) {
    if (most.isEmpty()) {
      return texts.text("said.times.least", least);
    }
    if (least == most.getAsInt()) {
      return texts.text("said.times.exactly", least);
    }
    return least == 0
        ? texts.text("said.times.most", most.getAsInt())
        : texts.text("said.times.between", least, most.getAsInt());
  }

  private String test(Rule.Test test) {
    String name = test.subject().name();
    Check check = test.check();
    return switch (test.subject().kind()) {
      case REACHABLE -> texts.text("said.reachable", name);
      case IDENTIFIER -> texts.text("said.identifier", name);
      case CONSENT ->
          texts.text(
              check.equals(new Check.Flag(true)) ? "said.consent" : "said.consent.refused", name);
      case TRAIT -> texts.text("said.subject", texts.text("said.trait", name), check(check));
      case FIELD ->
          Field.find(name)
              .map(
                  field ->
                      texts.text(
                          "said.subject",
                          texts.text("field." + field.code()),
                          check(named(field, check))))
              .orElse(name);
    };
  }

  /** Puts the names of segments and bands in the place of their ids. */
  private Check named(Field field, Check check) {
    return check instanceof Check.OneOf one
        ? new Check.OneOf(one.values().stream().map(id -> label(field, id)).toList())
        : check;
  }

  private String label(Field field, String id) {
    return field.kind() == Field.Kind.SEGMENT
        ? Segment.find(id).map(each -> each.label(language)).orElse(id)
        : Arrays.stream(ValueBand.values())
            .filter(each -> each.id().equals(id))
            .map(each -> each.label(language))
            .findFirst()
            .orElse(id);
  }

  private String check(Check check) {
    if (check instanceof Check.Flag flag) {
      return texts.text(flag.value() ? "said.true" : "said.false");
    }
    if (check instanceof Check.OneOf one) {
      return texts.text(
          "said.is",
          one.values().stream()
              .map(this::quoted)
              .collect(Collectors.joining(" " + texts.text("said.or") + " ")));
    }
    if (check instanceof Check.Contains contains) {
      return texts.text("said.contains", quoted(contains.text()));
    }
    if (check instanceof Check.StartsWith starts) {
      return texts.text("said.starts", quoted(starts.text()));
    }
    if (check instanceof Check.InRange range) {
      return range(range);
    }
    if (check instanceof Check.Dated dated) {
      return both(
          dated.from().map(each -> texts.text("said.from", each.toString())),
          dated.before().map(each -> texts.text("said.before", each.toString())));
    }
    if (check instanceof Check.DaysAgo ago) {
      return both(days("said.ago.least", ago.atLeast()), days("said.ago.most", ago.atMost()));
    }
    return texts.text("said.known");
  }

  private Optional<String> days(String key, OptionalInt days) {
    return days.isPresent() ? Optional.of(texts.text(key, days.getAsInt())) : Optional.empty();
  }

  private String range(Check.InRange range) {
    if (RuleWriter.isPoint(range)) {
      return texts.text("said.equals", range.low().orElseThrow().value());
    }
    return both(
        range.low().map(each -> bound(each, "said.least", "said.more")),
        range.high().map(each -> bound(each, "said.most", "said.less")));
  }

  private String bound(Bound bound, String included, String excluded) {
    return texts.text(bound.included() ? included : excluded, bound.value());
  }

  private String both(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent()
        ? one.get() + " " + texts.text("said.and") + " " + other.get()
        : one.or(() -> other).orElse("");
  }

  private String quoted(String text) {
    return String.format(Locale.ROOT, language == Language.ES ? "«%s»" : "“%s”", text);
  }
}
