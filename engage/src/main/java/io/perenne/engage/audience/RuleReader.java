// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.linkage.Likeness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule from maps, lists, texts, numbers and truth values, as JSON has them. Whatever is not
 * named here is refused, with where it is and what would be right.
 */
public final class RuleReader {
  static final MessageBundle TEXTS = MessageBundle.beside(RuleReader.class);
  static final int LONGEST_TEXT = 200;
  static final int LONGEST_EVENT = 100;

  private static final String AND = "and";
  private static final String OR = "or";
  private static final String NOT = "not";
  private static final String EVENT = "event";
  private static final String AT_LEAST = "at_least";
  private static final String AT_MOST = "at_most";
  private static final String DAYS = "days";
  private static final int MOST_EDITS = 3;

  private int parts;

  private RuleReader() {}

  /**
   * Returns the rule that a value is.
   *
   * @throws RuleException if it is none
   */
  public static Rule read(@Nullable Object json) {
    return new RuleReader().rule(json, "", 1);
  }

  private Rule rule(@Nullable Object json, String path, int depth) {
    if (!(json instanceof Map<?, ?> map) || map.isEmpty()) {
      throw refused(path, "refused.object", "{\"field\": \"segment\", \"is\": \"04\"}");
    }
    if (depth > Rule.DEEPEST) {
      throw refused(path, "refused.deep", Rule.DEEPEST);
    }
    parts++;
    if (parts > Rule.MOST_PARTS) {
      throw refused(path, "refused.large", Rule.MOST_PARTS);
    }
    String head = head(map, path);
    return switch (head) {
      case AND -> new Rule.And(rules(only(map, AND, path), path + "/" + AND, depth));
      case OR -> new Rule.Or(rules(only(map, OR, path), path + "/" + OR, depth));
      case NOT -> new Rule.Not(rule(only(map, NOT, path), path + "/" + NOT, depth + 1));
      case EVENT -> done(map, path);
      default -> test(kind(head), map, path);
    };
  }

  private static Subject.Kind kind(String head) {
    return Arrays.stream(Subject.Kind.values())
        .filter(each -> each.code().equals(head))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> heads() {
    Set<String> heads = new LinkedHashSet<>(List.of(AND, OR, NOT, EVENT));
    Arrays.stream(Subject.Kind.values()).forEach(each -> heads.add(each.code()));
    return heads;
  }

  /** Returns the one member that says what kind of rule it is. */
  private static String head(Map<?, ?> map, String path) {
    List<String> found = heads().stream().filter(map::containsKey).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      String first = String.valueOf(map.keySet().iterator().next());
      throw unknown(path + "/" + first, first, heads());
    }
    throw refused(path, "refused.heads", String.join(", ", found), AND);
  }

  private static @Nullable Object only(Map<?, ?> map, String name, String path) {
    requireOnly(map, Set.of(name), path);
    return map.get(name);
  }

  static void requireOnly(Map<?, ?> map, Set<String> names, String path) {
    for (Object each : map.keySet()) {
      if (!names.contains(String.valueOf(each))) {
        throw unknown(path + "/" + each, String.valueOf(each), names);
      }
    }
  }

  static RuleException unknown(String path, String name, Collection<String> known) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt((String each) -> Likeness.edits(shortened(name), each)))
            .orElse("");
    return Likeness.edits(shortened(name), nearest) <= MOST_EDITS
        ? refused(path, "refused.unknown.like", shortened(name), nearest)
        : refused(path, "refused.unknown", shortened(name), String.join(", ", known));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_EVENT ? text.substring(0, LONGEST_EVENT) : text;
  }

  static RuleException refused(String path, String key, Object... arguments) {
    return new RuleException(path, TEXTS.message(key, arguments));
  }

  private List<Rule> rules(@Nullable Object json, String path, int depth) {
    if (!(json instanceof List<?> list) || list.isEmpty()) {
      throw refused(path, "refused.rules");
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      rules.add(rule(list.get(i), path + "/" + i, depth + 1));
    }
    return rules;
  }

  private static Rule done(Map<?, ?> map, String path) {
    requireOnly(map, Set.of(EVENT, AT_LEAST, AT_MOST, DAYS), path);
    String event = text(map.get(EVENT), path + "/" + EVENT, LONGEST_EVENT);
    OptionalInt atMost = whole(map, AT_MOST, path, 0, Rule.Done.MOST_TIMES);
    OptionalInt least = whole(map, AT_LEAST, path, 0, Rule.Done.MOST_TIMES);
    int atLeast = least.orElse(atMost.isPresent() ? 0 : 1);
    if (atMost.isPresent() && atMost.getAsInt() < atLeast) {
      throw refused(path + "/" + AT_MOST, "refused.empty");
    }
    return new Rule.Done(event, atLeast, atMost, whole(map, DAYS, path, 1, Rule.Done.MOST_DAYS));
  }

  private static Rule test(Subject.Kind kind, Map<?, ?> map, String path) {
    String at = path + "/" + kind.code();
    String name = text(map.get(kind.code()), at, LONGEST_TEXT);
    Subject subject = new Subject(kind, name);
    switch (kind) {
      case FIELD -> {
        Field field =
            Field.find(name)
                .orElseThrow(
                    () ->
                        unknown(at, name, Arrays.stream(Field.values()).map(Field::code).toList()));
        return new Rule.Test(subject, new CheckReader(map, kind.code(), path).ofField(field));
      }
      case TRAIT -> {
        return new Rule.Test(subject, new CheckReader(map, kind.code(), path).ofTrait());
      }
      case CONSENT -> {
        if (!name.matches("(?i)(purpose|channel):.*[^ ].*")) {
          throw refused(at, "refused.consent", name);
        }
        return new Rule.Test(subject, new CheckReader(map, kind.code(), path).ofConsent());
      }
      default -> {
        requireOnly(map, Set.of(kind.code()), path);
        return new Rule.Test(
            subject, kind == Subject.Kind.REACHABLE ? new Check.Flag(true) : new Check.Known());
      }
    }
  }

  static String text(@Nullable Object value, String path, int longest) {
    if (!(value instanceof String text)
        || text.isBlank()
        || text.length() > longest
        || text.chars().anyMatch(each -> Character.isISOControl(each))
        || text.codePoints().anyMatch(each -> Character.getType(each) == Character.SURROGATE)) {
      throw refused(path, "refused.text", longest);
    }
    return text.strip();
  }

  static OptionalInt whole(Map<?, ?> map, String name, String path, int least, int most) {
    if (!map.containsKey(name)) {
      return OptionalInt.empty();
    }
    Object value = map.get(name);
    boolean fits =
        (value instanceof Integer || value instanceof Long)
            && ((Number) value).longValue() >= least
            && ((Number) value).longValue() <= most;
    if (!fits) {
      throw refused(path + "/" + name, "refused.whole", least, most);
    }
    return OptionalInt.of(((Number) value).intValue());
  }
}
