// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the column of each field by its name, checked against its content; where no name is known,
 * by content alone. Two equally good columns are an error, not a guess.
 */
public final class ColumnRecogniser {

  /** Where a wrong guess only loses detail, the leftmost of equals is taken. */
  private static final Set<String> LENIENT = Set.of("channel", "product", "margin", "cost");

  private static final Set<String> PRICES =
      Set.of("price", "precio", "preis", "prix", "prezzo", "preco", "unitar");

  private static final double MOST = 0.8;

  /** Shorter names stand in too many others. */
  private static final int LEAST_LIKENESS = 4;

  private final Path file;
  private final TableSample sample;
  private final Vocabulary vocabulary;
  private final ColumnMapping overrides;
  private final Set<String> nullTexts;
  private final Map<String, List<FieldMapping>> found = new HashMap<>();
  private final Map<String, List<Integer>> presets = new LinkedHashMap<>();
  private final Map<String, Message> reasons = new HashMap<>();
  private final Map<String, Message> unfit = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();
  private String prefix = "";

  public ColumnRecogniser(
      Path file,
      TableSample sample,
      Vocabulary vocabulary,
      ColumnMapping overrides,
      List<String> nullTexts) {
    this.file = file;
    this.sample = sample;
    this.vocabulary = vocabulary;
    this.overrides = overrides;
    this.nullTexts = Set.copyOf(nullTexts);
  }

  /** Names the input where a place is suggested, as in {@code customers.customer=#2}. */
  public void suggestFor(ColumnMapping.Input input) {
    prefix = input.prefix();
  }

  /**
   * Takes columns for a field because a known format says so, unless the user has named one.
   *
   * @param places their places, the one to be asked first before the others
   */
  public void preset(String field, List<Integer> places, Message why) {
    if (!overrides.columns().containsKey(field)) {
      presets.put(field, places);
      reasons.put(field, why);
    }
  }

  /** The columns found, in the vocabulary's order of fields. */
  public List<FieldMapping> recognise() {
    takeOverrides();
    presets.forEach(
        (field, places) ->
            places.forEach(index -> put(field, index, Objects.requireNonNull(reasons.get(field)))));
    for (Vocabulary.Entry entry : vocabulary.entries()) {
      if (!found.containsKey(entry.key())) {
        byName(entry);
      }
    }
    for (Vocabulary.Entry entry : vocabulary.entries()) {
      if (!found.containsKey(entry.key())) {
        byContent(entry);
      }
    }
    List<FieldMapping> mappings = new ArrayList<>();
    for (Vocabulary.Entry entry : vocabulary.entries()) {
      mappings.addAll(found.getOrDefault(entry.key(), List.of()));
    }
    for (String field : presets.keySet()) {
      if (vocabulary.find(field) == null) {
        mappings.addAll(found.getOrDefault(field, List.of()));
      }
    }
    return mappings;
  }

  private void takeOverrides() {
    overrides
        .columns()
        .forEach(
            (field, column) -> {
              if (ColumnMapping.isNone(column)) {
                found.put(field, new ArrayList<>());
              } else {
                find(field, column)
                    .ifPresent(index -> put(field, index, Texts.message("column.as-told")));
              }
            });
  }

  /**
   * The column called {@code name}: exactly, else of that place, else but for case and signs.
   *
   * @throws InputException if there are several
   */
  private Optional<Integer> find(String field, String name) {
    List<Integer> exact = called(name);
    if (!exact.isEmpty()) {
      return Optional.of(single(field, exact));
    }
    OptionalInt place = ColumnMapping.place(name);
    if (place.isPresent() && place.getAsInt() < sample.columns().size()) {
      return Optional.of(place.getAsInt());
    }
    List<Integer> alike = matching(column -> normalEquals(column, name));
    if (alike.isEmpty() && name.matches("[1-9]\\d{0,2}") && isNumbered()) {
      alike = matching(column -> column.equals("column" + name));
    }
    return alike.isEmpty() ? Optional.empty() : Optional.of(single(field, alike));
  }

  /** The columns of exactly this name, taken or not. */
  private List<Integer> called(String name) {
    return IntStream.range(0, sample.columns().size())
        .filter(index -> sample.names().get(index).equals(name))
        .boxed()
        .toList();
  }

  private int single(String field, List<Integer> candidates) {
    if (candidates.size() > 1) {
      throw ambiguous(field, candidates);
    }
    return candidates.get(0);
  }

  /** Whether columns have no names but their places. */
  private boolean isNumbered() {
    for (int i = 0; i < sample.columns().size(); i++) {
      if (!sample.names().get(i).equals("column" + (i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean normalEquals(String left, String right) {
    return ColumnName.normal(left).equals(ColumnName.normal(right));
  }

  private void put(String field, int index, Message why) {
    List<String> values = sample.values(index, nullTexts);
    String value = values.isEmpty() ? "" : abbreviate(values.get(0));
    found
        .computeIfAbsent(field, key -> new ArrayList<>())
        .add(new FieldMapping(field, sample.names().get(index), index, why, value));
    taken.add(index);
  }

  public static String abbreviate(String value) {
    return value.length() <= 40 ? value : value.substring(0, 37) + "...";
  }

  /** Columns not taken for which {@code wanted} holds, in order. */
  private List<Integer> matching(Predicate<String> wanted) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < sample.columns().size(); i++) {
      if (!taken.contains(i) && wanted.test(sample.names().get(i))) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  private void byName(Vocabulary.Entry entry) {
    for (Set<String> tier : entry.tiers()) {
      List<Integer> exact = matching(name -> tier.contains(ColumnName.normal(name)));
      removeUnfit(exact, entry);
      if (exact.isEmpty()) {
        exact = matching(name -> tier.contains(ColumnName.withoutRemark(name)));
        removeUnfit(exact, entry);
      }
      if (!exact.isEmpty()) {
        List<Integer> chosen =
            entry.kind() == Vocabulary.Kind.FLAGS ? exact : List.of(only(entry, exact));
        chosen.forEach(index -> put(entry.key(), index, Texts.message("column.by-name")));
        return;
      }
    }
  }

  private void removeUnfit(List<Integer> candidates, Vocabulary.Entry entry) {
    for (int index : List.copyOf(candidates)) {
      if (!fits(index, entry.kind())) {
        candidates.remove((Integer) index);
        unfit.put(
            entry.key(),
            Texts.message(
                entry.kind() == Vocabulary.Kind.TIME
                    ? "problem.column.unfit.dates"
                    : "problem.column.unfit.numbers",
                sample.names().get(index),
                FieldWords.of(entry.key()),
                abbreviate(sample.values(index, nullTexts).get(0))));
      }
    }
  }

  /**
   * The column that is likeliest to be a field for which none was found: one whose name contains a
   * usual name of the field, or else, for a number, one that looks like money.
   */
  public Optional<String> likeliest(String field) {
    Vocabulary.Entry entry = vocabulary.require(field);
    int best = -1;
    int bestScore = 0;
    for (int index : matching(name -> true)) {
      boolean filled = !sample.values(index, nullTexts).isEmpty();
      int score = filled && share(index, entry.kind()) >= MOST ? likeness(index, entry) : 0;
      if (score > bestScore) {
        best = index;
        bestScore = score;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(sample.names().get(best));
  }

  private int likeness(int index, Vocabulary.Entry entry) {
    String name = ColumnName.normal(sample.names().get(index));
    int longest =
        entry.tiers().stream()
            .flatMap(Set::stream)
            .filter(known -> known.length() >= LEAST_LIKENESS && name.contains(known))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    if (longest > 0) {
      return LEAST_LIKENESS + longest;
    }
    return entry.kind() != Vocabulary.Kind.TEXT && showsItself(index, entry.kind()) ? 1 : 0;
  }

  /** Why columns with the right name were not taken, by field. */
  public Map<String, Message> unfit() {
    return unfit;
  }

  private int only(Vocabulary.Entry entry, List<Integer> candidates) {
    if (candidates.size() > 1 && !LENIENT.contains(entry.key())) {
      throw ambiguous(entry.key(), candidates);
    }
    return candidates.get(0);
  }

  private InputException ambiguous(String field, List<Integer> candidates) {
    Labelled listed =
        language ->
            candidates.stream()
                .map(index -> candidate(field, index).in(language))
                .collect(Collectors.joining());
    return InputException.of(
        file, Texts.message("problem.column.several", FieldWords.of(field), listed));
  }

  private Message candidate(String field, int index) {
    List<String> values = sample.values(index, nullTexts);
    String name = sample.names().get(index);
    String value = values.isEmpty() ? "" : abbreviate(values.get(0));
    boolean twin = sample.names().stream().filter(other -> normalEquals(other, name)).count() > 1;
    if (twin) {
      String place = Integer.toString(index + 1);
      String wanted =
          called(name).size() == 1 ? argument(field, name) : argument(prefix + field, "#" + place);
      return values.isEmpty()
          ? Texts.message("problem.column.twin", name, place, wanted)
          : Texts.message("problem.column.twin.value", name, place, value, wanted);
    }
    return values.isEmpty()
        ? Texts.message("problem.column.candidate", name, argument(field, name))
        : Texts.message("problem.column.candidate.value", name, value, argument(field, name));
  }

  public static String argument(String field, String column) {
    boolean plain =
        ColumnMapping.place(column).isPresent()
            || column.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    return plain ? field + "=" + column : "\"" + field + "=" + column + "\"";
  }

  /**
   * Fields that can be told without a name: the only dates are the time, and so on. Pointless where
   * the fields before them are missing: then it is no such table.
   */
  private void byContent(Vocabulary.Entry entry) {
    List<Integer> candidates =
        switch (entry.key()) {
          case "date" -> matching(name -> true);
          case "time" ->
              found.containsKey("customer") ? matching(name -> true) : List.<Integer>of();
          // Shopify calls its order number, #1001, the name
          case "order" -> matching(name -> ColumnName.normal(name).equals("name"));
          case "amount" ->
              found.containsKey("customer")
                      && found.containsKey("time")
                      && !found.containsKey("price")
                      && !(found.containsKey("quantity") && anyPrice())
                  ? matching(name -> true)
                  : List.<Integer>of();
          case "price" ->
              found.containsKey("quantity") && !found.containsKey("amount")
                  ? matching(ColumnRecogniser::saysPrice)
                  : List.<Integer>of();
          default -> List.of();
        };
    List<Integer> fitting = new ArrayList<>(candidates);
    fitting.removeIf(index -> !showsItself(index, entry.kind()));
    if (!fitting.isEmpty()) {
      put(entry.key(), only(entry, fitting), Texts.message("column.by-content"));
    }
  }

  private boolean anyPrice() {
    return matching(ColumnRecogniser::saysPrice).stream()
        .anyMatch(index -> showsItself(index, Vocabulary.Kind.NUMBER));
  }

  /** Beside a quantity it is the price of one: summed as it stands, it would lose the others. */
  private static boolean saysPrice(String name) {
    String normal = ColumnName.normal(name);
    return PRICES.stream().anyMatch(normal::contains);
  }

  /** Whether the values alone tell the kind: dates, numbers with decimals, order numbers. */
  private boolean showsItself(int index, Vocabulary.Kind kind) {
    List<String> values = sample.values(index, nullTexts);
    if (values.isEmpty() || share(index, kind) < MOST) {
      return false;
    }
    if (kind == Vocabulary.Kind.TEXT) {
      return values.stream().allMatch(value -> value.matches("#\\S*\\d+"));
    }
    if (kind == Vocabulary.Kind.TIME) {
      return values.stream().noneMatch(value -> value.matches("[\\d.]+"))
          || values.stream().allMatch(value -> value.matches("(19|20)\\d{6}"));
    }
    return values.stream().anyMatch(value -> value.matches(".*[.,]\\d{1,2}\\D*"));
  }

  /** Whether at least a value fits: a column with the right name may have many bad values. */
  private boolean fits(int index, Vocabulary.Kind kind) {
    return sample.values(index, nullTexts).isEmpty() || share(index, kind) > 0;
  }

  /** The share of values that look like {@code kind}. */
  private double share(int index, Vocabulary.Kind kind) {
    boolean temporal = isTemporal(sample.columns().get(index).type());
    List<String> values = sample.values(index, nullTexts);
    return switch (kind) {
      case TEXT, FLAG, FLAGS -> 1;
      case NUMBER -> temporal ? 0 : share(values, DecimalMark::isNumber);
      case TIME -> temporal ? 1 : share(values, value -> TimeShape.of(value).isPresent());
    };
  }

  public static boolean isTemporal(@Nullable String type) {
    return type != null && (type.startsWith("TIMESTAMP") || type.equals("DATE"));
  }

  private static double share(List<String> values, Predicate<String> test) {
    return values.stream().filter(test).count() / (double) values.size();
  }
}
