// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.home.Findings;
import io.perenne.analytics.ingest.column.FieldWords;
import io.perenne.analytics.run.Inspection;
import io.perenne.analytics.run.Preview;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.server.settings.SourceKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the page of one source shows.
 *
 * @param kind what it is taken for
 * @param path the source
 * @param name of the file that was looked at
 * @param bytes its size
 * @param others how many more files the source has
 * @param used whether the configuration names it
 * @param shown the id of the version that a save will replace
 * @param inForce the keys in force
 * @param values the keys by which it was looked at
 * @param preview what was found; empty if nothing could be looked at
 * @param problems what was refused, a sentence each
 * @param done whether it was saved just now
 */
public record LookView(
    SourceKind kind,
    String path,
    String name,
    long bytes,
    int others,
    boolean used,
    String shown,
    Map<String, String> inForce,
    Map<String, String> values,
    Optional<Preview> preview,
    List<String> problems,
    boolean done) {
  /** The columns that are shown; wider files are read whole all the same. */
  public static final int MOST_COLUMNS = 60;

  /** The orders of day, month and year that can be chosen. */
  private static final List<String> DATES = List.of("auto", "dmy", "mdy", "ymd");

  private static final List<String> DECIMALS = List.of("auto", "point", "comma");

  /** Copies what it gets. */
  public LookView {
    inForce = Map.copyOf(inForce);
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /** Returns whether something is shown that is not saved. */
  public boolean changed() {
    return !inForce.equals(values);
  }

  /** Returns how many columns are shown. */
  public int width() {
    return preview.map(each -> Math.min(MOST_COLUMNS, each.columns().size())).orElse(0);
  }

  /** Returns the field that a column is read for; empty if none that can be chosen. */
  public String field(int place) {
    return preview.stream()
        .flatMap(each -> each.fieldsOf(place).stream().filter(each.fields()::contains))
        .findFirst()
        .orElse("");
  }

  /** Returns what else a column is read for, which cannot be chosen, such as an attribute. */
  public List<String> alsoRead(int place, Language language) {
    String first = field(place);
    return preview.stream()
        .flatMap(each -> each.fieldsOf(place).stream())
        .filter(each -> !each.equals(first))
        .map(each -> word(each, language))
        .distinct()
        .toList();
  }

  /** Returns why a column is read for its field. */
  public String why(int place, Language language) {
    return preview.stream()
        .flatMap(each -> each.inspection().files().stream())
        .flatMap(each -> each.columns().stream())
        .filter(each -> each.place() == place + 1)
        .map(each -> each.reason().in(language))
        .findFirst()
        .orElse("");
  }

  /** Returns a cell of a row as it stands in the file. */
  public static String cell(List<String> row, int place) {
    return place < row.size() ? row.get(place) : "";
  }

  /** Returns the name of a field. */
  public static String word(String field, Language language) {
    Object word = FieldWords.of(field);
    return word instanceof Message message ? message.in(language) : field;
  }

  /** Returns what can be chosen for a key, with what it holds. */
  public List<String> choices(String key) {
    return Stream.concat(
            (key.equals("input.date-format") ? DATES : DECIMALS).stream(),
            Stream.of(values.getOrDefault(key, "auto")))
        .distinct()
        .toList();
  }

  /** Returns the statuses of the rows, the most money first. */
  public List<Findings.Status> statuses() {
    return preview
        .map(Preview::inspection)
        .map(Inspection::findings)
        .map(Findings::statuses)
        .orElse(List.of());
  }

  /** Returns what was found out. */
  public Inspection inspection() {
    return preview.map(Preview::inspection).orElseThrow();
  }

  /** Returns why a run would be refused. */
  public List<String> refusals(Language language) {
    return preview.stream()
        .flatMap(each -> each.inspection().refusals().stream())
        .map(each -> named(each.toLine(language)))
        .toList();
  }

  /** Returns what a person should look at. */
  public List<String> warnings(Language language) {
    return preview.stream()
        .flatMap(each -> each.inspection().warnings().stream())
        .map(each -> named(each.in(language)))
        .toList();
  }

  /** The copy that was read is called as the file is. */
  private String named(String text) {
    return text.replace(preview.orElseThrow().read().toString(), name);
  }

  /** Returns a value that may be absent. */
  public static String orEmpty(Object value) {
    return Objects.toString(value, "");
  }
}
