// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import java.util.List;

/**
 * A guide as a page shows it.
 *
 * @param name its name in addresses, such as {@code first-steps}
 * @param title its heading
 * @param html all below the heading
 * @param sections its table of contents
 */
public record Guide(String name, String title, String html, List<Section> sections) {
  /** Copies the list. */
  public Guide {
    sections = List.copyOf(sections);
  }

  /**
   * A heading below the first.
   *
   * @param level 2 for a section, 3 for a part of one
   * @param id what an address ends with to lead here
   * @param text what it says
   */
  public record Section(int level, String id, String text) {}
}
