// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import com.fasterxml.jackson.core.JacksonException;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private void addFile(Path file) {
    Map<String, YamlEntry> seen = new HashMap<>();
    for (YamlEntry entry : entries(file)) {
      String where = file + ", line " + entry.line();
      YamlEntry first = seen.putIfAbsent(entry.key(), entry);
      if (first != null) {
        Problem twice = new Problem("key given twice", where, entry.key(), "");
        problems.add(twice.withRemedy("it already stands in line " + first.line()));
      } else {
        add(entry.key(), entry.value(), where);
      }
    }
  }

  private List<YamlEntry> entries(Path file) {
    try {
      return YamlEntry.readAll(Files.readString(file));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String what = "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("");
      problems.add(Problem.of(what).withWhere(file + ", line " + line));
    } catch (YamlEntry.ShapeException e) {
      problems.add(
          Problem.of(String.valueOf(e.getMessage())).withWhere(file + ", line " + e.line()));
    } catch (IOException e) {
      Problem unreadable =
          Problem.of("configuration file cannot be read").withValue(file.toString());
      problems.add(unreadable.withRemedy(reason(e)));
    }
    return List.of();
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private void addOverride(String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      Problem shape = new Problem("not KEY=VALUE", "--set", override, "as in --set model=none");
      problems.add(shape);
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
