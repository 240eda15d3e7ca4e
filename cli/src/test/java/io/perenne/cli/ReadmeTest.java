// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents show what really happens: every command in them is run, every output compared. */
class ReadmeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"../README.md", "README.md", "../docs/marketing-cloud.md", "../clv/README.md"})
  void document_showsWhatHappens(String document) throws Exception {
    List<ConsoleTranscript.Step> steps = ConsoleTranscript.read(Path.of(document));

    assertThat(steps).isNotEmpty();
    SoftAssertions all = new SoftAssertions();
    for (ConsoleTranscript.Step step : steps) {
      String output = ConsoleTranscript.run(step, folder);
      all.assertThat(step.matches(output))
          .as("$ %s%nshould print%n%s%nbut printed%n%s", step.command(), step.expected(), output)
          .isTrue();
    }
    all.assertAll();
  }

  @Test
  void spanishReadme_showsTheSameCommandsAndOutputs() throws IOException {
    String english = Files.readString(Path.of("..", "README.md"));
    String spanish = Files.readString(Path.of("..", "README.es.md"));

    assertThat(every("(?s)```console\n.*?\n```", english)).hasSizeGreaterThan(2);
    assertThat(every("(?s)```console\n.*?\n```", spanish))
        .isEqualTo(every("(?s)```console\n.*?\n```", english));
    assertThat(every("`\\./perenne[^`]*`", spanish))
        .hasSizeGreaterThan(20)
        .isEqualTo(every("`\\./perenne[^`]*`", english));
  }

  private static List<String> every(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void transcript_ellipsisStandsForAnything() throws IOException {
    Path document =
        Files.writeString(
            folder.resolve("a.md"),
            """
            # Title
            ```console
            $ perenne one
            a … c
            …
            z
            $ perenne two
            ```
            """);

    List<ConsoleTranscript.Step> steps = ConsoleTranscript.read(document);

    assertThat(steps)
        .extracting(ConsoleTranscript.Step::command)
        .containsExactly("perenne one", "perenne two");
    assertThat(steps.get(0).matches("a b c\nx\ny\nz\n")).isTrue();
    assertThat(steps.get(0).matches("a b c\nz\n")).isTrue();
    assertThat(steps.get(0).matches("a b c\nz\nafter\n")).isFalse();
    assertThat(steps.get(0).matches("a b d\nz\n")).isFalse();
    assertThat(steps.get(1).matches("")).isTrue();
  }
}
