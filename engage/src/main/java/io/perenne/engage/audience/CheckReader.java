// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.audience.Check.Bound;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how something has to be, and refuses what does not fit its kind. */
final class CheckReader {
  static final String KNOWN = "known";
  static final String IS = "is";
  static final String IN = "in";
  static final String CONTAINS = "contains";
  static final String STARTS_WITH = "starts_with";
  static final String AT_LEAST = "at_least";
  static final String MORE_THAN = "more_than";
  static final String AT_MOST = "at_most";
  static final String LESS_THAN = "less_than";
  static final String FROM = "from";
  static final String BEFORE = "before";
  static final String DAYS_AGO_AT_LEAST = "days_ago_at_least";
  static final String DAYS_AGO_AT_MOST = "days_ago_at_most";

  private static final Set<String> BOUNDS = Set.of(AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN);
  private static final Set<String> DATES = Set.of(FROM, BEFORE);
  private static final Set<String> AGO = Set.of(DAYS_AGO_AT_LEAST, DAYS_AGO_AT_MOST);
  private static final int MOST_VALUES = 200;

  private final Map<?, ?> map;
  private final String head;
  private final String path;

  CheckReader(Map<?, ?> map, String head, String path) {
    this.map = map;
    this.head = head;
    this.path = path;
  }

  private Check only(Set<String> names, Check check) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(head);
    RuleReader.requireOnly(map, all, path);
    return check;
  }

  private RuleException refused(String name, String key, Object... arguments) {
    return RuleReader.refused(path + "/" + name, key, arguments);
  }

  /** Refuses what no check of the kind is named like. */
  private void requireSome(Set<String> names) {
    for (Object each : map.keySet()) {
      String name = String.valueOf(each);
      if (!name.equals(head) && !names.contains(name)) {
        throw RuleReader.unknown(path + "/" + name, name, names);
      }
    }
    if (map.size() == 1) {
      throw RuleReader.refused(path, "refused.check", String.join(", ", names));
    }
  }

  private boolean hasAny(Set<String> names) {
    return names.stream().anyMatch(map::containsKey);
  }

  Check ofConsent() {
    requireSome(Set.of(IS));
    if (!(map.get(IS) instanceof Boolean flag)) {
      throw refused(IS, "refused.flag");
    }
    return new Check.Flag(flag);
  }

  Check ofField(Field field) {
    return switch (field.kind()) {
      case SEGMENT -> ids(Arrays.stream(Segment.values()).map(Segment::id).toList());
      case BAND -> ids(Arrays.stream(ValueBand.values()).map(ValueBand::id).toList());
      case NUMBER -> {
        requireSome(ordered(KNOWN, IS, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN));
        yield map.containsKey(KNOWN)
            ? known()
            : map.containsKey(IS) ? only(Set.of(IS), equal(number(IS))) : range();
      }
      case DATE -> {
        requireSome(ordered(KNOWN, FROM, BEFORE, DAYS_AGO_AT_LEAST, DAYS_AGO_AT_MOST));
        yield map.containsKey(KNOWN) ? known() : hasAny(AGO) ? ago() : dated();
      }
    };
  }

  private static Set<String> ordered(String... names) {
    return new LinkedHashSet<>(Arrays.asList(names));
  }

  private Check ids(List<String> ids) {
    requireSome(ordered(KNOWN, IS, IN));
    if (map.containsKey(KNOWN)) {
      return known();
    }
    Check.OneOf found = texts();
    for (String each : found.values()) {
      if (!ids.contains(each)) {
        throw refused(map.containsKey(IN) ? IN : IS, "refused.id", each, String.join(", ", ids));
      }
    }
    return found;
  }

  Check ofTrait() {
    requireSome(
        ordered(
            KNOWN,
            IS,
            IN,
            CONTAINS,
            STARTS_WITH,
            AT_LEAST,
            MORE_THAN,
            AT_MOST,
            LESS_THAN,
            FROM,
            BEFORE,
            DAYS_AGO_AT_LEAST,
            DAYS_AGO_AT_MOST));
    if (map.containsKey(KNOWN)) {
      return known();
    }
    if (map.containsKey(IS)) {
      Object value = map.get(IS);
      if (value instanceof Boolean flag) {
        return only(Set.of(IS), new Check.Flag(flag));
      }
      if (value instanceof Number) {
        return only(Set.of(IS), equal(number(IS)));
      }
      return texts();
    }
    if (map.containsKey(IN)) {
      return texts();
    }
    if (map.containsKey(CONTAINS)) {
      return only(Set.of(CONTAINS), new Check.Contains(text(CONTAINS, map.get(CONTAINS))));
    }
    if (map.containsKey(STARTS_WITH)) {
      return only(
          Set.of(STARTS_WITH), new Check.StartsWith(text(STARTS_WITH, map.get(STARTS_WITH))));
    }
    if (hasAny(BOUNDS)) {
      return range();
    }
    return hasAny(AGO) ? ago() : dated();
  }

  private Check known() {
    if (!Boolean.TRUE.equals(map.get(KNOWN))) {
      throw refused(KNOWN, "refused.known");
    }
    return only(Set.of(KNOWN), new Check.Known());
  }

  private Check.OneOf texts() {
    if (map.containsKey(IS)) {
      var unused = only(Set.of(IS), new Check.Known());
      return new Check.OneOf(List.of(text(IS, map.get(IS))));
    }
    var unused = only(Set.of(IN), new Check.Known());
    if (!(map.get(IN) instanceof List<?> list) || list.isEmpty() || list.size() > MOST_VALUES) {
      throw refused(IN, "refused.list", MOST_VALUES);
    }
    Set<String> values = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      values.add(text(IN + "/" + i, list.get(i)));
    }
    return new Check.OneOf(new ArrayList<>(values));
  }

  private String text(String name, @Nullable Object value) {
    return RuleReader.text(value, path + "/" + name, RuleReader.LONGEST_TEXT);
  }

  private double number(String name) {
    Object value = map.get(name);
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw refused(name, "refused.number");
    }
    return number;
  }

  private static Check equal(double number) {
    Optional<Bound> bound = Optional.of(new Bound(number, true));
    return new Check.InRange(bound, bound);
  }

  private Check range() {
    Optional<Bound> low = bound(AT_LEAST, MORE_THAN);
    Optional<Bound> high = bound(AT_MOST, LESS_THAN);
    if (low.isPresent() && high.isPresent()) {
      Bound least = low.get();
      Bound most = high.get();
      boolean point = least.value() == most.value();
      if (least.value() > most.value() || (point && !(least.included() && most.included()))) {
        throw RuleReader.refused(path, "refused.empty");
      }
    }
    return only(BOUNDS, new Check.InRange(low, high));
  }

  private Optional<Bound> bound(String included, String excluded) {
    if (map.containsKey(included) && map.containsKey(excluded)) {
      throw refused(excluded, "refused.both", included, excluded);
    }
    if (map.containsKey(included)) {
      return Optional.of(new Bound(number(included), true));
    }
    return map.containsKey(excluded)
        ? Optional.of(new Bound(number(excluded), false))
        : Optional.empty();
  }

  private Check dated() {
    Optional<LocalDate> from = date(FROM);
    Optional<LocalDate> before = date(BEFORE);
    if (from.isPresent() && before.isPresent() && !from.get().isBefore(before.get())) {
      throw RuleReader.refused(path, "refused.empty");
    }
    return only(DATES, new Check.Dated(from, before));
  }

  private Optional<LocalDate> date(String name) {
    if (!map.containsKey(name)) {
      return Optional.empty();
    }
    if (map.get(name) instanceof String text && text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        return Optional.of(LocalDate.parse(text));
      } catch (DateTimeException e) {
        throw refused(name, "refused.date");
      }
    }
    throw refused(name, "refused.date");
  }

  private Check ago() {
    OptionalInt least = days(DAYS_AGO_AT_LEAST);
    OptionalInt most = days(DAYS_AGO_AT_MOST);
    if (least.isPresent() && most.isPresent() && least.getAsInt() > most.getAsInt()) {
      throw RuleReader.refused(path, "refused.empty");
    }
    return only(AGO, new Check.DaysAgo(least, most));
  }

  private OptionalInt days(String name) {
    return RuleReader.whole(map, name, path, -Check.DaysAgo.MOST, Check.DaysAgo.MOST);
  }
}
