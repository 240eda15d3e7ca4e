// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.config.ConfigurationKey;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.settings.SourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person has corrected about a file, as the keys of the configuration. Only what was changed
 * becomes a key: what is recognised by itself stays so.
 */
final class LookForm {
  /** The keys with fields of their own. */
  static final List<String> KEYS =
      List.of("input.date-format", "input.decimal-separator", "time-zone", "currency");

  static final String COLUMNS = "input.columns";
  static final String STATUSES = "countable-statuses";
  private static final String AUTO = "auto";

  /** Says that a file has no column of a field. */
  private static final String NO_COLUMN = "#0";

  private final SourceKind kind;
  private final Function<String, String> field;

  /** Makes a form of its fields, which are empty where nothing was sent. */
  LookForm(SourceKind kind, Function<String, String> field) {
    this.kind = kind;
    this.field = field;
  }

  /** Returns the configuration with what the form says. */
  Map<String, String> over(Map<String, String> inForce) {
    Map<String, String> values = new TreeMap<>(inForce);
    for (String key : KEYS) {
      String sent = field.apply("key:" + key).strip();
      if (!sent.isEmpty()) {
        values.put(key, sent);
      }
    }
    keep(values, COLUMNS, columns());
    keep(values, STATUSES, statuses());
    return values;
  }

  private static void keep(Map<String, String> values, String key, String value) {
    if (value.isEmpty() || value.equals(AUTO)) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  /** Returns the configuration in which all is recognised by itself. */
  static Map<String, String> reset(Map<String, String> inForce) {
    Map<String, String> values = new TreeMap<>(inForce);
    List.of(COLUMNS, STATUSES, "input.date-format", "input.decimal-separator")
        .forEach(values::remove);
    return values;
  }

  /** The columns named before, with those that were chosen or taken away. */
  private String columns() {
    Map<String, String> named = parsed(field.apply("key:" + COLUMNS));
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      String was = field.apply("was:" + i);
      if (!was.equals(field.apply("col:" + i))) {
        forget(named, names, i);
        if (!was.isEmpty()) {
          named.remove(was);
          named.put(prefix() + was, NO_COLUMN);
        }
      }
    }
    for (int i = 0; i < names.size(); i++) {
      String chosen = field.apply("col:" + i);
      if (!chosen.isEmpty() && !chosen.equals(field.apply("was:" + i))) {
        named.remove(chosen);
        named.put(prefix() + chosen, reference(names, i));
      }
    }
    return named.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  private String prefix() {
    return kind.key() + ".";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < LookView.MOST_COLUMNS && !field.apply("place:" + i).isEmpty(); i++) {
      names.add(field.apply("name:" + i));
    }
    return names;
  }

  /** Takes a column away from the fields that it was named for in this kind of file. */
  private void forget(Map<String, String> named, List<String> names, int place) {
    named
        .entrySet()
        .removeIf(
            each ->
                each.getKey().startsWith(prefix())
                    && (each.getValue().equals(names.get(place))
                        || each.getValue().equals("#" + (place + 1))));
  }

  /** Its name, which other files have elsewhere; its place where the name does not tell it. */
  private static String reference(List<String> names, int place) {
    String name = names.get(place);
    boolean tells =
        !name.isBlank()
            && name.equals(name.strip())
            && name.indexOf(';') < 0
            && !name.startsWith("#")
            && name.chars().noneMatch(Character::isISOControl)
            && names.stream().filter(name::equals).count() == 1;
    return tells ? name : "#" + (place + 1);
  }

  private static Map<String, String> parsed(String text) {
    Map<String, String> named = new LinkedHashMap<>();
    if (!text.isEmpty() && !text.equals(AUTO)) {
      ConfigurationKey<?> key =
          RunConfiguration.keys().stream()
              .filter(each -> each.name().equals(COLUMNS))
              .findFirst()
              .orElseThrow();
      String canonical = RunConfiguration.defaults().with(key.name(), text).toMap().get(COLUMNS);
      for (String pair : String.valueOf(canonical).split("; ", -1)) {
        int equals = pair.indexOf('=');
        named.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return named;
  }

  /** Once one is decided otherwise, exactly those count that are said to. */
  private String statuses() {
    boolean changed = false;
    List<String> counting = new ArrayList<>();
    for (int i = 0; !field.apply("status:" + i).isEmpty(); i++) {
      String says = field.apply("counts:" + i);
      changed |= !says.equals(field.apply("meant:" + i));
      if (says.equals("counts") || says.equals("partly-refunded")) {
        counting.add(field.apply("status:" + i));
      }
    }
    return changed ? String.join(", ", counting) : field.apply("key:" + STATUSES);
  }
}
