// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.util.List;

/**
 * A page that only says something.
 *
 * @param name of its texts
 * @param details what else is known, a line each, in the reader's language
 * @param ways where it leads on
 */
public record Notice(String name, List<String> details, List<Menu.Entry> ways) {
  /** Copies the lists. */
  public Notice {
    details = List.copyOf(details);
    ways = List.copyOf(ways);
  }

  /** Returns a page that leads nowhere else. */
  public static Notice of(String name, List<String> details) {
    return new Notice(name, details, List.of());
  }

  /** Returns a page whose texts say it all, and where it leads on. */
  public static Notice of(String name, Menu.Entry... ways) {
    return new Notice(name, List.of(), List.of(ways));
  }
}
