// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.options;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a server. What the command line says wins over the environment, that over the file
 * {@code server.yaml} in the home, and that over the default.
 *
 * <p>An option {@code base-path} is {@code --base-path} on the command line, {@code
 * PERENNE_BASE_PATH} in the environment and {@code base-path} in the file. Of an option that may be
 * repeated, one source is taken whole: they are not mixed.
 */
public final class OptionSources {
  /** The name of the file in the home. */
  public static final String FILE = "server.yaml";

  private static final String VARIABLE = "PERENNE_";

  private final Map<String, List<String>> commandLine;
  private final Map<String, String> environment;
  private final OptionFile file;

  private OptionSources(
      Map<String, List<String>> commandLine, Map<String, String> environment, OptionFile file) {
    this.commandLine = Map.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
    this.file = file;
  }

  /**
   * Reads the sources.
   *
   * @param commandLine what was given there, by option
   * @param environment the variables of the process
   * @param home the folder that may hold the file
   * @param known the options there are
   * @throws io.perenne.analytics.InputException if the file cannot be read, or names another option
   */
  public static OptionSources read(
      Map<String, List<String>> commandLine,
      Map<String, String> environment,
      Path home,
      Set<String> known) {
    return new OptionSources(commandLine, environment, OptionFile.read(home.resolve(FILE), known));
  }

  /** Returns what was given for an option; empty if nothing was. */
  public Optional<Given> find(String option) {
    List<String> typed = commandLine.getOrDefault(option, List.of());
    if (!typed.isEmpty()) {
      return Optional.of(new Given(typed, "--" + option));
    }
    String variable = VARIABLE + option.replace('-', '_').toUpperCase(Locale.ROOT);
    String set = environment.getOrDefault(variable, "");
    if (!set.isEmpty()) {
      return Optional.of(new Given(List.of(set), variable));
    }
    return file.find(option);
  }

  /** Returns what was given for an option that may be repeated; a variable separates by commas. */
  public Optional<Given> findAll(String option) {
    return find(option)
        .map(
            given ->
                given.where().startsWith(VARIABLE)
                    ? new Given(
                        Arrays.stream(given.text().split(",", -1))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .toList(),
                        given.where())
                    : given);
  }

  /** Returns the text of an option, or a default. */
  public String text(String option, String otherwise) {
    return find(option).map(Given::text).orElse(otherwise);
  }

  /** Returns the yes or no of an option, or a default. */
  public boolean flag(String option, boolean otherwise) {
    return find(option).map(Given::flag).orElse(otherwise);
  }
}
