// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.perenne.server.live.profile.IdentityReader;
import java.util.List;

/**
 * Why the identifiers of a person are taken for one.
 *
 * @param address of the page about the person
 * @param identity what is known
 * @param problems what was wrong with the last change, a sentence each
 */
public record IdentityView(
    String address, IdentityReader.Identity identity, List<String> problems) {
  /** Copies the list. */
  public IdentityView {
    problems = List.copyOf(problems);
  }
}
