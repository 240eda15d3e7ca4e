// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  @TempDir Path folder;

  @Test
  void read_neitherFileNorOverride_isTheDefault() {
    assertThat(ConfigurationReader.read(Optional.empty(), List.of()))
        .isEqualTo(RunConfiguration.defaults());
  }

  @Test
  void read_nestedAndDottedKeys_meanTheSame() throws IOException {
    String nested =
        """
        # a comment
        interval: 12 months
        thresholds:
          high: 800      # another
          medium: 200.50
        control-group: {share: 20%, mode: hash}
        countable-statuses: [paid, Shipped]
        model.priors: off
        """;
    String dotted =
        """
        interval: "12 months"
        thresholds.high: 800.0
        thresholds.medium: 200.5
        control-group.share: 0.20
        control-group.mode: hash
        countable-statuses: shipped, paid
        model.priors: false
        """;

    RunConfiguration configuration = read(nested);

    assertThat(configuration).isEqualTo(read(dotted));
    assertThat(configuration)
        .isEqualTo(
            RunConfiguration.defaults()
                .with("interval", "12 months")
                .with("thresholds.high", "800")
                .with("thresholds.medium", "200.5")
                .with("control-group.share", "0.2")
                .with("control-group.mode", "hash")
                .with("countable-statuses", "paid, shipped")
                .with("model.priors", "off"));
  }

  @Test
  void read_override_winsOverTheFile() throws IOException {
    assertThat(read("model: bg-nbd\n", "model=none", "thresholds.high=5"))
        .isEqualTo(RunConfiguration.defaults().with("model", "none").with("thresholds.high", "5"));
  }

  @Test
  void read_emptyOrOnlyComments_isTheDefault() throws IOException {
    assertThat(read("")).isEqualTo(RunConfiguration.defaults());
    assertThat(read("# nothing yet\n")).isEqualTo(RunConfiguration.defaults());
    assertThat(read("---\n...\n")).isEqualTo(RunConfiguration.defaults());
  }

  @Test
  void read_unknownKeys_areAllRefusedWithLineAndSuggestion() {
    List<Problem> problems =
        problems(
            """
            intervall: 12 months
            thresholds:
              hihg: 800
            time_zone: Europe/Madrid
            shrinkage: 3
            weather: sunny
            """);

    assertThat(problems)
        .extracting(Problem::what, Problem::value, problem -> line(problem), Problem::remedy)
        .containsExactly(
            tuple("intervall", 1, "did you mean interval?"),
            tuple("thresholds.hihg", 3, "did you mean thresholds.high?"),
            tuple("time_zone", 4, "did you mean time-zone?"),
            tuple("shrinkage", 5, "did you mean cadence.shrinkage?"),
            tuple("weather", 6, "perenne config lists the keys"));
  }

  @Test
  void read_invalidValue_namesFileLineValueAndWhatIsAllowed() {
    assertThat(problems("language: es\nhorizon: 2 months\n"))
        .containsExactly(
            new Problem(
                "horizon has a value that is not allowed",
                file() + ", line 2",
                "2 months",
                "allowed: a number of months from 3 to 60 as in \"12 months\""));
  }

  @Test
  void read_valuesThatDoNotGoTogether_namesTheirPlacesAndARemedy() throws IOException {
    String remedy = "lower thresholds.medium, raise thresholds.high, or leave one of them at auto";

    assertThat(problems("thresholds:\n  medium: 900\n  high: 800\n"))
        .containsExactly(
            new Problem(
                "thresholds.medium not < thresholds.high",
                file() + ", line 2 and " + file() + ", line 3",
                "900 >= 800",
                remedy));
    assertThat(
            catchThrowableOfType(
                    InputException.class,
                    () -> read("thresholds.high: 800\n", "thresholds.medium=900"))
                .problems())
        .extracting(Problem::where)
        .containsExactly("--set and " + file() + ", line 1");
  }

  @Test
  void read_folderThatClimbsOrTextThatNeedsQuotes_namesFileLineAndWhatIsAllowed() {
    assertThat(problems("datamodel:\n  path: /a/../b\n  null-text: 'a,b'\n"))
        .containsExactly(
            new Problem(
                "datamodel.path has a value that is not allowed",
                file() + ", line 2",
                "/a/../b",
                "allowed: a folder as in /Import/clv, without .. or \\"),
            new Problem(
                "datamodel.null-text has a value that is not allowed",
                file() + ", line 3",
                "a,b",
                "allowed: a text without comma, quote or line end; it may be empty"));
  }

  @Test
  void read_keyTwice_isRefusedEvenNestedAndDotted() {
    assertThat(problems("thresholds.high: 1\nthresholds:\n  high: 2\n"))
        .containsExactly(
            new Problem(
                "key given twice",
                file() + ", line 3",
                "thresholds.high",
                "it already stands in line 1"));
  }

  @Test
  void read_keyWithoutValue_isRefused() {
    assertThat(problems("horizon:\n"))
        .extracting(Problem::what)
        .containsExactly("horizon has a value that is not allowed");
  }

  @Test
  void read_textThatIsNotYaml_namesTheLine() {
    assertThat(problems("language: es\nhorizon: [12\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).startsWith("not YAML: "))
        .satisfies(problem -> assertThat(line(problem)).isBetween(2, 3));
  }

  @Test
  void read_wrongShape_isRefused() {
    assertThat(problems("- a\n- b\n"))
        .extracting(Problem::what)
        .containsExactly("not a list of keys and values");
    assertThat(problems("countable-statuses: [{a: b}]\n"))
        .extracting(Problem::what)
        .containsExactly("a list may hold words only");
    assertThat(problems("language: es\n---\nlanguage: en\n"))
        .extracting(Problem::what)
        .containsExactly("a second document in the same file");
  }

  @Test
  void read_binaryFile_isRefused() throws IOException {
    Files.write(file(), new byte[] {0, (byte) 0xff, (byte) 0xfe, 1, 2});

    InputException refusal =
        catchThrowableOfType(
            InputException.class, () -> ConfigurationReader.read(Optional.of(file()), List.of()));

    assertThat(refusal.problems()).hasSize(1);
    assertThat(refusal.getMessage()).contains(file().toString());
  }

  @Test
  void read_missingFile_isRefused() {
    Path absent = folder.resolve("absent.yaml");

    InputException refusal =
        catchThrowableOfType(
            InputException.class, () -> ConfigurationReader.read(Optional.of(absent), List.of()));

    assertThat(refusal.problems())
        .containsExactly(
            new Problem(
                "configuration file cannot be read",
                "",
                absent.toString(),
                "there is no such file"));
  }

  @Test
  void read_overrideWithoutEquals_isRefused() {
    InputException refusal =
        catchThrowableOfType(
            InputException.class,
            () -> ConfigurationReader.read(Optional.empty(), List.of("model", "horizn=1")));

    assertThat(refusal.problems())
        .containsExactly(
            new Problem("not KEY=VALUE", "--set", "model", "as in --set model=none"),
            new Problem("unknown key", "--set", "horizn", "did you mean horizon?"));
  }

  private Path file() {
    return folder.resolve("perenne.yaml");
  }

  private RunConfiguration read(String yaml, String... overrides) throws IOException {
    Files.writeString(file(), yaml);
    return ConfigurationReader.read(Optional.of(file()), List.of(overrides));
  }

  private List<Problem> problems(String yaml) {
    return catchThrowableOfType(InputException.class, () -> read(yaml)).problems();
  }

  private static int line(Problem problem) {
    return Integer.parseInt(problem.where().replaceAll(".*line ", ""));
  }

  private static org.assertj.core.groups.Tuple tuple(String value, int line, String remedy) {
    return org.assertj.core.groups.Tuple.tuple("unknown key", value, line, remedy);
  }
}
