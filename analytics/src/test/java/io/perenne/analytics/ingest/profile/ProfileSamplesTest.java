// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvFormatDetector;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.JsonPaths;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every profile has an invented sample in exactly its format, {@code NAME.csv} or {@code
 * NAME-VARIANT.csv}, and beside it the money of each customer that a person counts from it.
 */
class ProfileSamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Path> samples() throws IOException, URISyntaxException {
    Path folder = Path.of(ProfileSamplesTest.class.getResource("shopify-orders.csv").toURI());
    try (Stream<Path> files = Files.list(folder.getParent())) {
      return files
          .filter(file -> file.toString().matches(".*\\.(csv|txt|json|xml)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String name(Path sample) {
    String file = sample.getFileName().toString();
    return file.substring(0, file.lastIndexOf('.'));
  }

  /** The profile with the longest name that the sample's begins with. */
  private static String profileOf(Path sample) {
    return Profiles.names().stream()
        .filter(profile -> name(sample).equals(profile) || name(sample).startsWith(profile + "-"))
        .max(java.util.Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  private static TableSample table(Path sample) throws IOException {
    String text = Files.readString(sample);
    return sample.toString().endsWith(".json") ? json(text) : csv(text);
  }

  private static TableSample csv(String text) {
    CsvFormat format =
        new CsvFormatDetector(text, StandardCharsets.UTF_8, ReadOptions.detect()).sniff();
    List<CsvRow> rows = CsvFormatDetector.read(text, format, 1000);
    List<String> names = rows.get(0).fields();
    return sample(names, rows.subList(1, rows.size()).stream().map(CsvRow::fields).toList());
  }

  private static TableSample json(String text) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      JsonNode node = JSON.readTree(line);
      objects.add(JsonPaths.flatten(node));
      names.addAll(JsonPaths.flatten(node).keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> object : objects) {
      rows.add(names.stream().map(name -> object.getOrDefault(name, "")).toList());
    }
    return sample(List.copyOf(names), rows);
  }

  private static TableSample sample(List<String> names, List<List<String>> rows) {
    return new TableSample(
        names.stream().map(name -> new TableSample.Column(name.strip(), "VARCHAR")).toList(), rows);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isRecognisedByItsOwnProfileAlone(Path sample) throws IOException {
    Profile profile = Profiles.find(profileOf(sample)).orElseThrow();

    if (sample.toString().endsWith(".xml")) {
      assertThat(ProfileMatcher.ofAll().byContent(Files.readString(sample))).contains(profile);
    } else if (profile.signatures().isEmpty()) {
      assertThat(ProfileMatcher.ofAll().all(table(sample)))
          .noneMatch(match -> match.profile().equals(profile));
    } else {
      assertThat(ProfileMatcher.ofAll().all(table(sample)))
          .extracting(match -> match.profile().name())
          .containsExactly(profile.name());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_hasTheMoneyThatAPersonCounts(Path sample) throws IOException {
    Profile profile = Profiles.find(profileOf(sample)).orElseThrow();
    if (profile.kind() != Profile.Kind.TRANSACTIONS) {
      return;
    }
    TableSample table = table(sample);
    ProfileMatch match = ProfileMatch.of(profile, 0, List.of(), table.names());

    Map<String, BigDecimal> money = new SampleReading(match, table.names()).read(table.rows());

    Map<String, BigDecimal> expected = new HashMap<>();
    Path beside = sample.resolveSibling(name(sample) + ".expected");
    for (String line : Files.readAllLines(beside)) {
      int blank = line.lastIndexOf(' ');
      expected.put(line.substring(0, blank), new BigDecimal(line.substring(blank + 1)));
    }
    assertThat(withoutZeros(money)).isEqualTo(withoutZeros(expected));
  }

  private static Map<String, String> withoutZeros(Map<String, BigDecimal> money) {
    return money.entrySet().stream()
        .filter(entry -> entry.getValue().signum() != 0)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().stripTrailingZeros().toPlainString()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_hasNoStatusThatNobodyKnows(Path sample) throws IOException {
    Profile profile = Profiles.find(profileOf(sample)).orElseThrow();
    if (profile.kind() != Profile.Kind.TRANSACTIONS) {
      return;
    }
    TableSample table = table(sample);
    for (String column : profile.statuses().columns()) {
      int place =
          new FieldColumns(FieldColumns.Choice.FIRST_PRESENT, List.of(column))
              .in(table.names()).stream().findFirst().orElse(-1);
      if (place >= 0) {
        assertThat(table.values(place, Set.of()))
            .allMatch(
                word -> profile.statuses().vocabulary().classify(word) != StatusClass.UNKNOWN);
      }
    }
  }

  @org.junit.jupiter.api.Test
  void everyProfile_hasASample() throws IOException, URISyntaxException {
    Set<String> sampled = samples().map(ProfileSamplesTest::profileOf).collect(Collectors.toSet());

    assertThat(sampled).containsExactlyInAnyOrderElementsOf(Profiles.names());
  }
}
