// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.engage.journey.Journey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journeys that come with the program: three of each of the eleven segments. */
public final class ShippedJourneys {
  private static final int SEGMENTS = 11;
  private static final int EACH = 3;

  private ShippedJourneys() {}

  /** Returns the ids of those that are there, in order. */
  public static List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      for (int number = 1; number <= EACH; number++) {
        String id = (segment < 10 ? "J0" : "J") + segment + "." + number;
        if (ShippedJourneys.class.getResource(resource(id)) != null) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  private static String resource(String id) {
    return "shipped/" + id + JourneyFile.ENDING;
  }

  /** Returns the text of the file of one; empty if there is none. */
  public static Optional<String> text(String id) {
    if (!ids().contains(id)) {
      return Optional.empty();
    }
    try (InputStream in = ShippedJourneys.class.getResourceAsStream(resource(id))) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all of them. */
  public static List<Journey> all() {
    return ids().stream()
        .map(id -> JourneyFile.read(id + JourneyFile.ENDING, text(id).orElseThrow()))
        .toList();
  }
}
