// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LinkerTest {
  private static final List<LinkageField> FEBRL =
      List.of(
          new LinkageField("given_name", FieldKind.NAME),
          new LinkageField("surname", FieldKind.NAME),
          new LinkageField("street_number", FieldKind.CODE),
          new LinkageField("address_1", FieldKind.TEXT),
          new LinkageField("suburb", FieldKind.TEXT),
          new LinkageField("postcode", FieldKind.CODE),
          new LinkageField("date_of_birth", FieldKind.CODE));
  private static final List<LinkageField> FAKE =
      List.of(
          new LinkageField("first_name", FieldKind.NAME),
          new LinkageField("surname", FieldKind.NAME),
          new LinkageField("dob", FieldKind.CODE),
          new LinkageField("city", FieldKind.TEXT),
          new LinkageField("email", FieldKind.TEXT));

  private static List<Map<String, String>> read(String file) throws IOException {
    InputStream in = LinkerTest.class.getResourceAsStream(file);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
      String[] names = lines.readLine().split(",", -1);
      List<Map<String, String>> records = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] values = line.split(",", -1);
        Map<String, String> record = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
          record.put(names[i].strip(), values[i].strip());
        }
        records.add(record);
      }
      return records;
    }
  }

  /** How good the pairs of a probability are. */
  private record Quality(double precision, double recall) {
    double f1() {
      return 2 * precision * recall / (precision + recall);
    }
  }

  private static Quality quality(
      List<Map<String, String>> records,
      List<LinkageField> fields,
      String id,
      Function<Map<String, String>, String> person,
      double least) {
    Roll roll = new Roll(fields);
    Map<String, String> people = new HashMap<>();
    for (Map<String, String> record : records) {
      String number = Objects.requireNonNull(record.get(id));
      roll.add(number, record);
      people.put(number, person.apply(record));
    }
    long truth =
        people.values().stream()
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(n -> n * (n - 1) / 2)
            .sum();
    List<Suggestion> found = Linker.suggest(roll, least);
    long right =
        found.stream()
            .filter(each -> Objects.equals(people.get(each.one()), people.get(each.other())))
            .count();
    return new Quality(right / (double) found.size(), right / (double) truth);
  }

  /** Two of FEBRL's records are of one person if they have the same number. */
  private static Quality febrl(int set, double least) throws IOException {
    return quality(
        read("febrl_dataset" + set + ".csv.gz"),
        FEBRL,
        "rec_id",
        each -> Objects.requireNonNull(each.get("rec_id")).replaceAll("rec-(\\d+)-.*", "$1"),
        least);
  }

  @Test
  void febrl_oneDuplicateEach_isFoundWithoutAFault() throws IOException {
    Quality quality = febrl(1, 0.5);
    assertThat(quality.precision()).isEqualTo(1);
    assertThat(quality.recall()).isEqualTo(1);
  }

  @Test
  void febrl_manyDuplicatesWithSlips_areFoundButForAFew() throws IOException {
    Quality second = febrl(2, 0.5);
    Quality third = febrl(3, 0.5);
    assertThat(second.precision()).isGreaterThan(0.998);
    assertThat(second.recall()).isGreaterThan(0.995);
    assertThat(third.precision()).isGreaterThan(0.998);
    assertThat(third.recall()).isGreaterThan(0.99);
    assertThat(third.f1()).isGreaterThan(0.995);
  }

  @Test
  void recordsWithHalfTheirFieldsMissing_areSuggestedOnlyWhereFieldsTell() throws IOException {
    Quality quality =
        quality(read("fake_1000.csv"), FAKE, "unique_id", each -> each.get("cluster"), 0.5);
    assertThat(quality.precision()).isGreaterThan(0.99);
    assertThat(quality.recall()).isGreaterThan(0.7);
  }

  @Test
  void suggestion_saysWhatEachFieldSpeaksFor() {
    Roll roll = new Roll(FAKE);
    for (int i = 0; i < 200; i++) {
      Map<String, String> person =
          Map.of(
              "first_name",
              i % 2 == 0 ? "Ána" : "Leo",
              "surname",
              "Name" + i,
              "dob",
              (1940 + i % 50) + "-01-" + (10 + i % 19),
              "city",
              "Madrid");
      roll.add("r" + i, person);
      if (i < 60) {
        Map<String, String> again = new HashMap<>(person);
        again.put("first_name", i % 2 == 0 ? "ANA " : "leo");
        again.remove("city");
        roll.add("again" + i, again);
      }
    }

    List<Suggestion> found = Linker.suggest(roll, 0.5);

    assertThat(found)
        .extracting(Suggestion::one, Suggestion::other)
        .contains(tuple("r40", "again40"));
    assertThat(found.get(0).reasons().get("surname"))
        .as("few have the name, half the people are called Ana")
        .isGreaterThan(found.get(0).reasons().get("first_name"));
    assertThat(found.get(0).reasons()).doesNotContainKeys("city", "email");
  }

  @Test
  void fewRecords_giveFewSuggestions_andNoFault() {
    Roll roll = new Roll(FAKE);
    assertThat(Linker.suggest(roll, 0.5)).isEmpty();
    roll.add("a", Map.of("surname", "Gil"));
    assertThat(Linker.suggest(roll, 0.5)).isEmpty();
    roll.add("b", Map.of());
    assertThat(Linker.suggest(roll, 0.5)).isEmpty();
  }
}
