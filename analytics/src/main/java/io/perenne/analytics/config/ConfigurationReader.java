// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import com.fasterxml.jackson.core.JacksonException;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a configuration from a YAML file and from overrides, and refuses whatever it does not know.
 */
public final class ConfigurationReader {
  private ConfigurationValues values = ConfigurationValues.empty();
  private final List<Problem> problems = new ArrayList<>();

  private ConfigurationReader() {}

  /**
   * Reads the file, if there is one, and then the overrides over it.
   *
   * @param file a YAML file; groups may be nested or written with dots
   * @param overrides each {@code KEY=VALUE}
   * @throws InputException with every problem found: unknown keys with the nearest known one,
   *     values that are not allowed, keys given twice, text that is not YAML
   */
  public static RunConfiguration read(Optional<Path> file, List<String> overrides) {
    ConfigurationReader reader = new ConfigurationReader();
    file.ifPresent(reader::addFile);
    overrides.forEach(reader::addOverride);
    return reader.toConfiguration();
  }

  /**
   * Reads values by their keys.
   *
   * @throws InputException with every problem found, each at its key
   */
  public static RunConfiguration read(Map<String, String> values) {
    ConfigurationReader reader = new ConfigurationReader();
    values.forEach((key, value) -> reader.add(key, value, key));
    return reader.toConfiguration();
  }

  /**
   * Returns what a file sets, by the names of the keys, as it was written; nothing where there is
   * no file.
   *
   * @throws InputException as {@link #read(Optional, List)}
   */
  public static Map<String, String> values(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    read(Optional.of(file), List.of());
    ConfigurationReader reader = new ConfigurationReader();
    Map<String, String> values = new LinkedHashMap<>();
    reader.entries(file).forEach(entry -> values.put(entry.key(), entry.value()));
    return values;
  }

  /** Adds what a file says and returns its entries, the first of each key. */
  private Collection<YamlEntry> addFile(Path file) {
    Map<String, YamlEntry> seen = new LinkedHashMap<>();
    for (YamlEntry entry : entries(file)) {
      String where = file + ", line " + entry.line();
      YamlEntry first = seen.putIfAbsent(entry.key(), entry);
      if (first != null) {
        problems.add(
            Problem.of(Texts.message("problem.key-twice"))
                .withWhere(where)
                .withValue(entry.key())
                .withRemedy(Texts.message("problem.key-twice.line", "" + first.line())));
      } else {
        add(entry.key(), entry.value(), where);
      }
    }
    return seen.values();
  }

  private List<YamlEntry> entries(Path file) {
    try {
      return YamlEntry.readAll(Files.readString(file));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String why = hasTab(file, line) ? "problem.yaml.tab" : "problem.yaml.other";
      problems.add(Problem.of(Texts.message(why)).withWhere(place(file, line)));
    } catch (YamlEntry.ShapeException e) {
      problems.add(Problem.of(e.what()).withWhere(place(file, e.line())));
    } catch (IOException e) {
      Problem unreadable =
          Problem.of(Texts.message("problem.configuration.unreadable")).withValue(file.toString());
      problems.add(unreadable.withRemedy(Texts.message(reason(e))));
    }
    return List.of();
  }

  private static Message place(Path file, int line) {
    return Texts.message("problem.line", file.toString(), "" + line);
  }

  /** Returns whether a line, or one just before it, is indented with a tab. */
  private static boolean hasTab(Path file, int line) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(Math.max(0, line - 2))
          .limit(2)
          .anyMatch(text -> text.matches("\\s*\t.*|[^#]*:\\s*\t.*"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "problem.file.none"
        : e instanceof java.nio.charset.CharacterCodingException
            ? "problem.file.not-utf8"
            : "problem.file.unreadable";
  }

  private void addOverride(String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add(
          Problem.of(Texts.message("problem.not-key-value"))
              .withWhere("--set")
              .withValue(override)
              .withRemedy(Texts.message("problem.not-key-value.remedy")));
      return;
    }
    add(override.substring(0, equals).strip(), override.substring(equals + 1), "--set");
  }

  private void add(String key, String text, String where) {
    try {
      values = values.with(key, text, where);
    } catch (InputException e) {
      problems.addAll(e.problems());
    }
  }

  private RunConfiguration toConfiguration() {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return values.toConfiguration();
  }
}
