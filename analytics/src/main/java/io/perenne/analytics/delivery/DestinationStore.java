// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The destinations of a home: a YAML file of settings for each, without any secret. */
public final class DestinationStore {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

  private final Path folder;

  private DestinationStore(Path folder) {
    this.folder = folder;
  }

  /** Returns the destinations of a home, which may not exist yet. */
  public static DestinationStore of(Path home) {
    return new DestinationStore(home.resolve("destinations"));
  }

  /** Returns all of them, by name. */
  public List<DestinationSettings> list() {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.startsWith("."))
          .sorted()
          .map(name -> load(name.substring(0, name.length() - ".yaml".length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads one.
   *
   * @throws InputException if there is none of that name or its file cannot be used
   */
  public DestinationSettings load(String name) {
    Path file = folder.resolve(name + ".yaml");
    if (!name.matches(Route.NAME) || Files.notExists(file)) {
      throw new InputException(
          Problem.of(Texts.message("problem.destination.none"))
              .withValue(name)
              .withRemedy(Texts.message("problem.destination.list")));
    }
    try {
      Map<String, String> given =
          YAML.readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
      if (given == null || given.containsValue(null)) {
        throw unusable(file);
      }
      return Channels.settings(name, given);
    } catch (IOException e) {
      throw unusable(file);
    }
  }

  private static InputException unusable(Path file) {
    return new InputException(
        Problem.of(Texts.message("problem.destination.shape"))
            .withWhere(file.toString())
            .withRemedy(Texts.message("problem.destination.restore")));
  }

  /** Saves settings, replacing those of the same name; returns the file. */
  public Path save(DestinationSettings settings) {
    try {
      Access.createFolders(folder);
      Path file = folder.resolve(settings.name() + ".yaml");
      DurableFiles.write(file, YAML.writeValueAsString(settings.given()));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets one, if it is there. What was delivered to it stays recorded. */
  public void delete(String name) {
    if (has(name)) {
      try {
        Files.deleteIfExists(folder.resolve(name + ".yaml"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns whether there is one of a name. */
  public boolean has(String name) {
    return name.matches(Route.NAME) && Files.exists(folder.resolve(name + ".yaml"));
  }
}
