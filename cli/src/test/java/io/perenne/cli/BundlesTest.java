// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every text of a bundle is said by its module, and every text it says is in the bundle. */
class BundlesTest {
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][\\w.-]*)\"(\\s*\\+)?");
  private static final Pattern SAID =
      Pattern.compile(
          "(?:Message\\.of|Texts\\.message|Messages\\.message)\\(\\s*\"([^\"]+)\"\\s*([+,)])");

  @ParameterizedTest
  @CsvSource({
    "clv, io/perenne/clv/words",
    "analytics, io/perenne/analytics",
    "cli, io/perenne/cli/print"
  })
  void bundle_holdsWhatItsModuleSays(String module, String folder) throws IOException {
    Path main = Path.of("..", module, "src", "main");
    String sources = sources(main.resolve("java"));
    Set<String> keys = keys(main.resolve("resources").resolve(folder), "en");
    Set<String> said = new HashSet<>();
    Set<String> prefixes = new HashSet<>();
    Matcher literals = LITERAL.matcher(sources);
    while (literals.find()) {
      said.add(literals.group(1));
      if (literals.group(2) != null && literals.group(1).endsWith(".")) {
        prefixes.add(literals.group(1));
      }
    }
    Set<String> unused = new TreeSet<>(keys);
    unused.removeIf(key -> said.contains(key) || prefixes.stream().anyMatch(key::startsWith));
    Set<String> missing = new TreeSet<>();
    Matcher messages = SAID.matcher(sources);
    while (messages.find()) {
      if (!messages.group(2).equals("+") && !keys.contains(messages.group(1))) {
        missing.add(messages.group(1));
      }
    }

    assertThat(unused).as("texts that nothing says").isEmpty();
    assertThat(missing).as("texts that are not in the bundle").isEmpty();
    assertThat(keys(main.resolve("resources").resolve(folder), "es")).isEqualTo(keys);
  }

  private static String sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder text = new StringBuilder();
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      for (Path file : sources) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  private static Set<String> keys(Path folder, String language) throws IOException {
    Properties texts = new Properties();
    try (Reader file =
        Files.newBufferedReader(folder.resolve("messages_" + language + ".properties"))) {
      texts.load(file);
    }
    return texts.stringPropertyNames();
  }
}
