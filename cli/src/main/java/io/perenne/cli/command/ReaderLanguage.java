// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The language that the person at the terminal reads: what the command line says of it, then the
 * configuration, then the locale, and English if none of them does.
 *
 * <p>It is found in the bare words of the command line, since a command line that cannot be
 * understood, or a configuration that cannot be read, is refused in that language too.
 */
public final class ReaderLanguage {
  private static final Pattern KEY =
      Pattern.compile("(?:--set=)?\\s*language\\s*[=:]\\s*[\"']?(es|en)\\b.*");
  private static final List<String> LOCALE = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  private final List<String> arguments;
  private final Map<String, String> environment;

  private ReaderLanguage(List<String> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** Returns the language for a command line in an environment. */
  public static Language of(List<String> arguments, Map<String, String> environment) {
    ReaderLanguage reader = new ReaderLanguage(List.copyOf(arguments), environment);
    return Stream.<Supplier<Optional<String>>>of(
            reader::option, reader::override, reader::configured, reader::locale)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .map(code -> code.equals("es") ? Language.ES : Language.EN)
        .findFirst()
        .orElse(Language.EN);
  }

  private Optional<String> option() {
    return value("--language").filter(code -> code.matches("es|en"));
  }

  private Optional<String> override() {
    return arguments.stream()
        .map(KEY::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .reduce((first, last) -> last);
  }

  private Optional<String> configured() {
    String home = value("--home").orElse(environment.getOrDefault("PERENNE_HOME", "perenne-data"));
    String file = value("--config").orElse(home + "/perenne.yaml");
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .map(KEY::matcher)
          .filter(Matcher::matches)
          .map(match -> match.group(1))
          .findFirst();
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      return Optional.empty(); // whoever needs the file says what is wrong with it
    }
  }

  private Optional<String> locale() {
    return LOCALE.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.startsWith("es") ? "es" : "en");
  }

  /** Returns the value of an option, after it or joined to it by an equals sign. */
  private Optional<String> value(String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(option + "=")) {
        return Optional.of(argument.substring(option.length() + 1));
      }
      if (argument.equals(option) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
