// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The guides in both languages: the files of {@code docs/es} and {@code docs/en}. */
final class Guides {
  /** The guide that names the others. */
  static final String INDEX = "README";

  /** All others, in the order in which they are read. */
  static final List<String> NAMES =
      List.of(
          "first-steps",
          "marketing-cloud",
          "segments",
          "journeys",
          "columns",
          "trust",
          "measuring",
          "glossary");

  private final GuideWriter writer;
  private final Map<String, Guide> written = new ConcurrentHashMap<>();

  /**
   * Opens the guides.
   *
   * @param base what stands before every path
   */
  Guides(String base) {
    writer = new GuideWriter(base);
  }

  /** Returns a guide; empty if none is called so. */
  Optional<Guide> find(String name, Language language) {
    if (!name.equals(INDEX) && !NAMES.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(
        written.computeIfAbsent(
            language.code() + "/" + name, path -> writer.write(name, markdown(path))));
  }

  private static String markdown(String path) {
    String file = "/io/perenne/server/guide/" + path + ".md";
    try (InputStream stream = Guides.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the guide was not packed: " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
