// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.server.action.GivenKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What messages say: the contents of a home, and for every journey that has none of its own those
 * that are shipped.
 */
public final class Contents {
  private static final String ENDING = ".yaml";
  private static final String ACTIONS = "actions";
  private static final String SHIPPED = "/io/perenne/server/journey/shipped/";
  private static final Set<String> NO_CONTENTS = Set.of(Variables.FILE, ShopValues.FILE);
  private static final int SEGMENTS = 11;
  private static final int EACH = 3;

  private final Variables variables;
  private final Map<String, Content> byName = new LinkedHashMap<>();

  private Contents(Variables variables, Map<String, Map<String, Content>> byJourney) {
    this.variables = variables;
    byJourney
        .values()
        .forEach(all -> all.values().forEach(content -> byName.put(content.name(), content)));
  }

  /** Returns those that are shipped. */
  public static Contents shipped() {
    Variables variables = Variables.read(Variables.FILE, resource(Variables.FILE).orElseThrow());
    return new Contents(variables, shipped(variables));
  }

  private static Map<String, Map<String, Content>> shipped(Variables variables) {
    Map<String, Map<String, Content>> byJourney = new TreeMap<>();
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      for (int number = 1; number <= EACH; number++) {
        String id = (segment < 10 ? "J0" : "J") + segment + "." + number;
        resource(id + ENDING)
            .ifPresent(
                text -> byJourney.put(id, ContentFile.read(id + ENDING, id, text, variables)));
      }
    }
    return byJourney;
  }

  /** Returns the folder of a home where its own contents are. */
  public static Path folder(Path home) {
    return home.resolve("journeys").resolve("content");
  }

  /**
   * Returns the contents of a home. A file of the home takes the place of the shipped one of the
   * same name, and variables that it declares are added to those that are shipped.
   *
   * @throws InputException with everything that is wrong with any of its files
   */
  public static Contents of(Path home) {
    Path folder = folder(home);
    Variables variables = Variables.read(Variables.FILE, resource(Variables.FILE).orElseThrow());
    Path declared = folder.resolve(Variables.FILE);
    if (Files.isRegularFile(declared)) {
      variables = variables.and(declared.toString(), text(declared));
    }
    Map<String, Map<String, Content>> byJourney = shipped(variables);
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      String id = name.substring(0, name.length() - ENDING.length());
      try {
        byJourney.put(id, ContentFile.read(file.toString(), id, text(file), variables));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new Contents(variables, byJourney);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ENDING))
          .filter(file -> !NO_CONTENTS.contains(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputException(
          Problem.of(Words.message("file.unreadable"))
              .withWhere(file.toString())
              .withRemedy(Words.message("file.unreadable.remedy")));
    }
  }

  /**
   * Copies what is shipped into a home, to be edited there.
   *
   * @param name a journey such as {@code J04.1} for what it says, {@code values} for what a shop
   *     writes, {@code variables}, or {@code actions} for the example of a catalogue
   * @return the new file
   * @throws InputException if nothing is called so, or the file is there already
   */
  public static Path copy(Path home, String name) {
    String text =
        (name.equals(ACTIONS) ? shipped(SHIPPED + name + ENDING) : ofContent(name))
            .orElseThrow(() -> refused("copy.none", name));
    Path file =
        name.equals(ACTIONS) ? home.resolve(name + ENDING) : folder(home).resolve(name + ENDING);
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw refused("copy.there", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> ofContent(String name) {
    return GivenKeys.isId(name) ? resource(name + ENDING) : Optional.empty();
  }

  private static InputException refused(String what, String value) {
    return new InputException(
        Problem.of(Words.message(what))
            .withValue(value)
            .withRemedy(Words.message(what + ".remedy")));
  }

  /** Returns the text of a file that is shipped; empty if there is none. */
  static Optional<String> resource(String file) {
    return shipped(SHIPPED + "content/" + file);
  }

  private static Optional<String> shipped(String path) {
    try (InputStream in = Contents.class.getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds what a message says.
   *
   * @param name the journey and the name within it, such as {@code J04.1/offer}
   */
  public Optional<Content> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns all, in the order of journeys and of their files. */
  public Collection<Content> all() {
    return List.copyOf(byName.values());
  }

  /** Returns the variables that may stand in the texts. */
  public Variables variables() {
    return variables;
  }
}
