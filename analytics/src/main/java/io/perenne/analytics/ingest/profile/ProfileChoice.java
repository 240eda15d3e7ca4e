// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;

/** Which profile a user wants a file to be read by. */
public sealed interface ProfileChoice {

  /** Whichever is recognised. */
  record Recognised() implements ProfileChoice {}

  /** None: columns are recognised by their names and values alone. */
  record None() implements ProfileChoice {}

  /**
   * This one, recognised or not.
   *
   * @param profile the profile
   */
  record Named(Profile profile) implements ProfileChoice {}

  /**
   * Reads what a user writes: {@code auto}, {@code none} or the name of a profile.
   *
   * @throws InputException if there is no such profile
   */
  static ProfileChoice parse(String text) {
    return switch (text) {
      case "auto" -> new Recognised();
      case "none" -> new None();
      default ->
          new Named(
              Profiles.find(text)
                  .orElseThrow(
                      () ->
                          InputException.of(
                              Texts.message(
                                  "problem.profile.unknown",
                                  text,
                                  String.join(", ", Profiles.names())))));
    };
  }
}
