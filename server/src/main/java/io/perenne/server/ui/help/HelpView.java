// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import java.util.List;
import java.util.Optional;

/**
 * What a page of help shows.
 *
 * @param guide the guide
 * @param all every guide, in the order in which they are read
 */
public record HelpView(Guide guide, List<Guide> all) {
  /** Copies the list. */
  public HelpView {
    all = List.copyOf(all);
  }

  /** Returns whether this is the page that names the guides. */
  public boolean isIndex() {
    return guide.name().equals(Guides.INDEX);
  }

  /** Returns whether the guide is long enough for a table of contents. */
  public boolean hasContents() {
    return !guide.sections().isEmpty();
  }

  /** Returns the guide to read after this one. */
  public Optional<Guide> next() {
    int next = Guides.NAMES.indexOf(guide.name()) + 1;
    return next < all.size() ? Optional.of(all.get(next)) : Optional.empty();
  }
}
