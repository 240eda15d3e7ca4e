// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.decision;

import io.perenne.analytics.InputException;
import io.perenne.engage.decision.Catalogue;
import io.perenne.server.action.CatalogueFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The actions by which a server decides: {@code actions.yaml} of its home, as it is now. */
public final class HomeCatalogue {
  private final Path file;
  private @Nullable Read newest;

  /** Makes the catalogue of a home. */
  public HomeCatalogue(Path home) {
    file = home.resolve(CatalogueFile.NAME);
  }

  /**
   * A catalogue as it was read.
   *
   * @param text of the file
   * @param catalogue what it says
   */
  public record Read(String text, Catalogue catalogue) {
    /** Returns whether any action can be shown at a touchpoint. */
    public boolean offers(String touchpoint) {
      return catalogue.actions().stream().anyMatch(each -> each.at(touchpoint).isPresent());
    }
  }

  /**
   * Returns the catalogue; empty if there is no file. Only a text that has changed is read anew.
   *
   * @throws InputException with everything that is wrong with it
   */
  public synchronized Optional<Read> read() {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (newest == null || !newest.text().equals(text)) {
      newest = new Read(text, CatalogueFile.read(file.toString(), text));
    }
    return Optional.of(newest);
  }
}
