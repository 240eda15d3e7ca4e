// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.perenne.server.audience.AudienceBook;
import java.util.List;

/**
 * What the page of all audiences shows.
 *
 * @param lines the audiences
 * @param waiting how many people have still to be looked at
 */
public record AudiencesView(List<AudienceBook.Line> lines, long waiting) {
  /** Copies the list. */
  public AudiencesView {
    lines = List.copyOf(lines);
  }
}
