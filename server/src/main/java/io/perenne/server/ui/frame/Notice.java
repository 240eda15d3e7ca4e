// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.util.List;

/**
 * A page that only says something.
 *
 * @param name of its texts
 * @param details what else is known, a line each, in the reader's language
 */
public record Notice(String name, List<String> details) {
  /** Copies the list. */
  public Notice {
    details = List.copyOf(details);
  }

  /** Returns a page whose texts say it all. */
  public static Notice of(String name) {
    return new Notice(name, List.of());
  }
}
