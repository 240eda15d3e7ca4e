// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

import java.util.List;
import java.util.Optional;

/**
 * What a form with a password shows.
 *
 * @param name the name that was typed, or that is known
 * @param to where the person wanted to go
 * @param problems what was wrong with the last try, a sentence each
 * @param seconds how many seconds the next try has to wait, if it has to
 * @param provider what people call the provider of identities, if one is asked
 * @param passwords whether people may sign in with a password
 */
public record DoorView(
    String name,
    String to,
    List<String> problems,
    Optional<Long> seconds,
    Optional<String> provider,
    boolean passwords) {
  /** Copies the list. */
  public DoorView {
    problems = List.copyOf(problems);
  }

  static DoorView of(String name, String to, Optional<String> provider, boolean passwords) {
    return new DoorView(name, to, List.of(), Optional.empty(), provider, passwords);
  }

  DoorView with(List<String> found) {
    return new DoorView(name, to, found, seconds, provider, passwords);
  }

  DoorView waiting(long number) {
    return new DoorView(name, to, problems, Optional.of(number), provider, passwords);
  }
}
