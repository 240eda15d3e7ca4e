// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.engage.journey.Journey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The journeys of a home: its own files, and for every other id the one that is shipped. */
public final class JourneyFolder {
  /** The folder of a home. */
  public static final String FOLDER = "journeys";

  private JourneyFolder() {}

  /**
   * A journey, and whose it is.
   *
   * @param journey the journey
   * @param isOwn whether a file of the home says it, not the program
   */
  public record Kept(Journey journey, boolean isOwn) {}

  /** Returns the folder of a home. */
  public static Path of(Path home) {
    return home.resolve(FOLDER);
  }

  /**
   * Returns the journeys of a home in the order of ids.
   *
   * @throws InputException with everything that is wrong with any of its files
   */
  public static List<Kept> all(Path home) {
    Map<String, Kept> all = new TreeMap<>();
    ShippedJourneys.all().forEach(each -> all.put(each.id(), new Kept(each, false)));
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(of(home))) {
      try {
        Journey own = JourneyFile.read(file);
        all.put(own.id(), new Kept(own, true));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return List.copyOf(all.values());
  }

  /**
   * Returns a journey of a home.
   *
   * @throws InputException if there is none, or its file is wrong
   */
  public static Kept find(Path home, String id) {
    List<Kept> all = all(home);
    return all.stream()
        .filter(each -> each.journey().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of(Words.message("journey.none"))
                        .withValue(id)
                        .withRemedy(
                            Words.message(
                                "journey.none.remedy",
                                String.join(
                                    ", ",
                                    all.stream().map(each -> each.journey().id()).toList())))));
  }

  /**
   * Returns the text of the file of a journey.
   *
   * @throws InputException if there is none, or its file is wrong
   */
  public static String text(Path home, String id) {
    Kept kept = find(home, id);
    if (!kept.isOwn()) {
      return ShippedJourneys.text(id).orElseThrow();
    }
    try {
      return Files.readString(of(home).resolve(id + JourneyFile.ENDING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(JourneyFile.ENDING))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
