// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.audience.Field;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleException;
import io.perenne.engage.audience.RuleReader;
import io.perenne.engage.audience.RuleWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a form has it: groups of conditions. Not every rule can be written so; what cannot is
 * written as JSON.
 *
 * @param join {@code and} or {@code or} between groups
 * @param groups at least one
 */
public record RuleForm(String join, List<Group> groups) {
  /** How conditions are put together. */
  public static final List<String> JOINS = List.of("and", "or");

  /** How something has to be, as people choose it. */
  public static final List<String> HOWS =
      List.of(
          "is",
          "contains",
          "starts_with",
          "at_least",
          "more_than",
          "at_most",
          "less_than",
          "from",
          "before",
          "days_ago_at_least",
          "days_ago_at_most",
          "known");

  private static final MessageBundle TEXTS = MessageBundle.beside(RuleForm.class);
  private static final String EVENT = "event";
  private static final String CONSENT = "consent";
  private static final String REFUSED = "refused";
  private static final String FIELD = "field:";
  private static final List<String> NAMED =
      List.of("trait", EVENT, CONSENT, REFUSED, "reachable", "identifier");
  private static final int MOST_GROUPS = 8;
  private static final int MOST_ROWS = 12;

  /** Copies the list. */
  public RuleForm {
    groups = List.copyOf(groups);
  }

  /**
   * Conditions that are put together.
   *
   * @param join {@code and} or {@code or} between them
   * @param rows at least one
   */
  public record Group(String join, List<Row> rows) {
    /** Copies the list. */
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A condition, as it is typed.
   *
   * @param not whether it must not hold
   * @param what {@code field:} and a field, or the kind of a subject
   * @param name which trait, event, consent, channel or type
   * @param how one of {@link #HOWS}
   * @param value what it is compared with
   * @param days within how many days; empty for ever
   */
  public record Row(boolean not, String what, String name, String how, String value, String days) {
    private static final List<String> COMPARED = List.of("trait", EVENT);

    /** Returns whether it has to say which. */
    public boolean isNamed() {
      return NAMED.contains(what);
    }

    /** Returns whether it says how something has to be. */
    public boolean isCompared() {
      return COMPARED.contains(what) || what.startsWith(FIELD);
    }

    /** Returns whether it is about what somebody did. */
    public boolean isEvent() {
      return what.equals(EVENT);
    }

    private Optional<Field.Kind> kind() {
      return what.startsWith(FIELD)
          ? Field.find(what.substring(FIELD.length())).map(Field::kind)
          : Optional.empty();
    }

    /** Returns in which ways it can be. */
    public List<String> hows() {
      if (isEvent()) {
        return List.of("at_least", "at_most", "is");
      }
      return kind()
          .map(
              each ->
                  switch (each) {
                    case SEGMENT, BAND -> List.of("is", "known");
                    case NUMBER ->
                        List.of("at_least", "more_than", "at_most", "less_than", "is", "known");
                    case DATE ->
                        List.of("days_ago_at_least", "days_ago_at_most", "from", "before", "known");
                  })
          .orElse(HOWS);
    }

    /** Returns what can be chosen as value, with the words for it; empty if it is typed. */
    public Map<String, String> choices(Language language) {
      Map<String, String> choices = new LinkedHashMap<>();
      if (kind().filter(Field.Kind.SEGMENT::equals).isPresent()) {
        Arrays.stream(Segment.values())
            .forEach(each -> choices.put(each.id(), each.id() + " " + each.label(language)));
      } else if (kind().filter(Field.Kind.BAND::equals).isPresent()) {
        Arrays.stream(ValueBand.values())
            .forEach(each -> choices.put(each.id(), each.label(language)));
      }
      if (value.contains(",")) {
        choices.clear(); // several are typed
      }
      return choices;
    }

    /** Returns it with a way that it can be. */
    private Row fitting() {
      return hows().contains(how) || !isCompared()
          ? this
          : new Row(not, what, name, hows().get(0), value, days);
    }

    static final Row FIRST = new Row(false, FIELD + "segment", "", "is", "", "");
  }

  /** Returns what can be asked about, as people choose it. */
  public static List<String> whats() {
    return Stream.concat(
            Arrays.stream(Field.values()).map(each -> FIELD + each.code()), NAMED.stream())
        .toList();
  }

  /** Returns a form with one condition to fill. */
  static RuleForm empty() {
    return new RuleForm("and", List.of(new Group("and", List.of(Row.FIRST))));
  }

  /** Returns what a form holds that was sent. */
  static RuleForm of(Map<String, String> fields) {
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < MOST_GROUPS && fields.containsKey("g" + g); g++) {
      List<Row> rows = new ArrayList<>();
      for (int r = 0; r < MOST_ROWS; r++) {
        String at = "g" + g + "r" + r + "-";
        if (fields.containsKey(at + "what")) {
          rows.add(row(fields, at));
        }
      }
      groups.add(new Group(join(fields.get("g" + g)), rows.isEmpty() ? List.of(Row.FIRST) : rows));
    }
    return groups.isEmpty() ? empty() : new RuleForm(join(fields.get("join")), groups);
  }

  /** Of another thing than before, how it is has to be said anew. */
  private static Row row(Map<String, String> fields, String at) {
    String what = fields.getOrDefault(at + "what", "");
    boolean same = what.equals(fields.getOrDefault(at + "was", what));
    boolean not = fields.containsKey(at + "not");
    return new Row(
            not,
            what,
            same ? fields.getOrDefault(at + "name", "") : "",
            same ? fields.getOrDefault(at + "how", "") : "",
            same ? fields.getOrDefault(at + "value", "") : "",
            same ? fields.getOrDefault(at + "days", "") : "")
        .fitting();
  }

  private static String join(@Nullable String given) {
    return "or".equals(given) ? "or" : "and";
  }

  /** Returns the form after a button: a condition or group more, or a condition less. */
  RuleForm after(String button) {
    List<Group> changed = new ArrayList<>(groups);
    if (button.equals("group") && groups.size() < MOST_GROUPS) {
      changed.add(new Group("and", List.of(Row.FIRST)));
    } else if (button.matches("add-[0-7]")) {
      int at = button.charAt(4) - '0';
      if (at < groups.size() && groups.get(at).rows().size() < MOST_ROWS) {
        List<Row> rows = new ArrayList<>(groups.get(at).rows());
        rows.add(Row.FIRST);
        changed.set(at, new Group(groups.get(at).join(), rows));
      }
    } else if (button.matches("remove-[0-7]-[0-9]{1,2}")) {
      int at = button.charAt(7) - '0';
      int row = Integer.parseInt(button.substring(9));
      if (at < groups.size() && row < groups.get(at).rows().size()) {
        List<Row> rows = new ArrayList<>(groups.get(at).rows());
        rows.remove(row);
        if (rows.isEmpty()) {
          changed.remove(at);
        } else {
          changed.set(at, new Group(groups.get(at).join(), rows));
        }
      }
    }
    return changed.isEmpty() ? empty() : new RuleForm(join, changed);
  }

  /**
   * Returns the rule.
   *
   * @throws InputException if a condition cannot be used
   */
  Rule rule() {
    try {
      List<Rule> all = new ArrayList<>();
      Rule read = RuleReader.read(Map.of(join, groups.stream().map(RuleForm::json).toList()));
      for (Rule group : parts(read)) {
        List<Rule> rows = parts(group);
        all.add(rows.size() == 1 ? rows.get(0) : group);
      }
      return all.size() == 1 ? all.get(0) : put(join, all);
    } catch (RuleException e) {
      String[] path = e.path().split("/", -1);
      if (path.length > 4) {
        throw new InputException(
            Problem.of(
                TEXTS.message(
                    "refused.row",
                    Integer.parseInt(path[2]) + 1,
                    Integer.parseInt(path[4]) + 1,
                    e.problem())));
      }
      throw new InputException(Problem.of(e.problem()));
    }
  }

  private static Rule put(String join, List<Rule> rules) {
    return join.equals("or") ? new Rule.Or(rules) : new Rule.And(rules);
  }

  private static List<Rule> parts(Rule rule) {
    return rule instanceof Rule.And and
        ? and.rules()
        : rule instanceof Rule.Or or ? or.rules() : List.of(rule);
  }

  private static Map<String, Object> json(Group group) {
    return Map.of(group.join(), group.rows().stream().map(RuleForm::json).toList());
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    String kind = row.what().startsWith(FIELD) ? "field" : row.what();
    switch (kind) {
      case CONSENT, REFUSED -> {
        json.put(CONSENT, row.name());
        json.put("is", kind.equals(CONSENT));
      }
      case "reachable", "identifier" -> json.put(kind, row.name());
      case EVENT -> {
        json.put(EVENT, row.name());
        Object times = row.value().isBlank() ? 1L : typed(row.value());
        if (!row.how().equals("at_most")) {
          json.put("at_least", times);
        }
        if (row.how().equals("at_most") || row.how().equals("is")) {
          json.put("at_most", times);
        }
        if (!row.days().isBlank()) {
          json.put("days", typed(row.days()));
        }
      }
      default -> {
        json.put(kind, kind.equals("field") ? row.what().substring(FIELD.length()) : row.name());
        check(row, json);
      }
    }
    return row.not() ? Map.of("not", json) : json;
  }

  private static void check(Row row, Map<String, Object> into) {
    boolean money =
        row.what().startsWith(FIELD)
            && Field.find(row.what().substring(FIELD.length()))
                .filter(each -> each.kind() == Field.Kind.NUMBER)
                .isPresent();
    switch (row.how()) {
      case "known" -> into.put("known", true);
      case "is" -> {
        List<String> values =
            Arrays.stream(row.value().split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        if (values.size() > 1 && !money) {
          into.put("in", values);
        } else {
          into.put("is", money ? typed(row.value()) : row.value());
        }
      }
      case "contains", "starts_with", "from", "before" -> into.put(row.how(), row.value());
      default -> into.put(row.how(), typed(row.value()));
    }
  }

  /** A number as people type it, else the text, which the reader refuses where it has to. */
  private static Object typed(String text) {
    String number = text.strip().replace(',', '.');
    if (number.matches("-?[0-9]{1,15}")) {
      return Long.parseLong(number);
    }
    return number.matches("-?[0-9]{1,15}\\.[0-9]{1,6}")
        ? (Object) Double.parseDouble(number)
        : text;
  }

  /** Returns the form of a rule; empty if it cannot be written so. */
  static Optional<RuleForm> of(Rule rule) {
    List<Rule> parts = parts(rule);
    boolean flat = parts.stream().allMatch(RuleForm::isLeaf);
    String join = rule instanceof Rule.Or ? "or" : "and";
    if (flat) {
      return group(join, parts).map(each -> new RuleForm("and", List.of(each)));
    }
    List<Group> groups = new ArrayList<>();
    for (Rule part : parts) {
      Optional<Group> group = group(part instanceof Rule.Or ? "or" : "and", parts(part));
      if (group.isEmpty()) {
        return Optional.empty();
      }
      groups.add(group.get());
    }
    return groups.size() > MOST_GROUPS ? Optional.empty() : Optional.of(new RuleForm(join, groups));
  }

  private static boolean isLeaf(Rule rule) {
    return rule instanceof Rule.Test
        || rule instanceof Rule.Done
        || (rule instanceof Rule.Not not
            && !(not.rule() instanceof Rule.Not)
            && isLeaf(not.rule()));
  }

  private static Optional<Group> group(String join, List<Rule> rules) {
    List<Row> rows = new ArrayList<>();
    for (Rule each : rules) {
      Optional<Row> row = isLeaf(each) ? row(each) : Optional.empty();
      if (row.isEmpty()) {
        return Optional.empty();
      }
      rows.add(row.get());
    }
    return rows.size() > MOST_ROWS ? Optional.empty() : Optional.of(new Group(join, rows));
  }

  /** A condition that the form cannot hold, as one with two bounds, does not come back the same. */
  private static Optional<Row> row(Rule rule) {
    boolean not = rule instanceof Rule.Not;
    Map<String, Object> json =
        RuleWriter.write(rule instanceof Rule.Not inner ? inner.rule() : rule);
    Map.Entry<String, Object> head = json.entrySet().iterator().next();
    String name = String.valueOf(head.getValue());
    Row row =
        switch (head.getKey()) {
          case CONSENT ->
              new Row(
                  not, Boolean.TRUE.equals(json.get("is")) ? CONSENT : REFUSED, name, "is", "", "");
          case EVENT -> event(not, name, json);
          case "field" -> check(not, FIELD + name, "", json);
          default -> check(not, head.getKey(), name, json);
        };
    try {
      return Optional.of(row).filter(each -> RuleReader.read(json(each)).equals(rule));
    } catch (RuleException e) {
      return Optional.empty();
    }
  }

  private static Row event(boolean not, String name, Map<String, Object> json) {
    boolean most = json.containsKey("at_most");
    String how = most ? json.containsKey("at_least") ? "is" : "at_most" : "at_least";
    String times = String.valueOf(json.get(most ? "at_most" : "at_least"));
    Object days = json.get("days");
    return new Row(not, EVENT, name, how, times, days == null ? "" : days.toString());
  }

  private static Row check(boolean not, String what, String name, Map<String, Object> json) {
    List<Map.Entry<String, Object>> all = new ArrayList<>(json.entrySet());
    if (all.size() == 1) {
      return new Row(not, what, name, "is", "", "");
    }
    Map.Entry<String, Object> check = all.get(1);
    if (check.getValue() instanceof List<?> values) {
      return new Row(
          not,
          what,
          name,
          "is",
          String.join(", ", values.stream().map(String::valueOf).toList()),
          "");
    }
    String value = check.getKey().equals("known") ? "" : String.valueOf(check.getValue());
    return new Row(not, what, name, check.getKey(), value, "");
  }
}
