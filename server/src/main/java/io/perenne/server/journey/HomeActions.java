// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.InputException;
import io.perenne.engage.decision.Catalogue;
import io.perenne.server.action.CatalogueFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The actions that journeys name. */
public final class HomeActions {
  private HomeActions() {}

  /**
   * Some actions, and where they come from.
   *
   * @param catalogue the actions
   * @param file their file; empty for the example that is shipped, whose figures are assumed
   */
  public record Found(Catalogue catalogue, Optional<Path> file) {}

  /**
   * Returns the actions of a file; without one those of {@code actions.yaml} in a home, else the
   * example that is shipped.
   *
   * @throws InputException with everything that is wrong with the file
   */
  public static Found find(Path home, Optional<Path> given) {
    Optional<Path> file =
        given.or(() -> Optional.of(home.resolve(CatalogueFile.NAME)).filter(Files::exists));
    return new Found(file.map(CatalogueFile::read).orElseGet(HomeActions::shipped), file);
  }

  private static Catalogue shipped() {
    try (InputStream in = HomeActions.class.getResourceAsStream("shipped/" + CatalogueFile.NAME)) {
      if (in == null) {
        throw new IllegalStateException("no " + CatalogueFile.NAME);
      }
      return CatalogueFile.read(
          CatalogueFile.NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
