// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.clv.words.Language;
import java.time.Duration;
import java.util.function.Function;

/** What became of a parcel. */
public sealed interface Outcome {
  /** Whoever carries it on has it. */
  record Left() implements Outcome {}

  /**
   * It has not left, and may later.
   *
   * @param problem why, in a language
   * @param atLeast not before
   */
  record Later(Function<Language, String> problem, Duration atLeast) implements Outcome {}

  /**
   * It will never be taken.
   *
   * @param problem why, in a language
   */
  record Refused(Function<Language, String> problem) implements Outcome {}

  /**
   * Nobody can tell whether it has left.
   *
   * @param problem why, in a language
   */
  record Unknown(Function<Language, String> problem) implements Outcome {}

  /**
   * Nothing leaves by this way at the moment; this parcel was not tried.
   *
   * @param problem why, in a language
   * @param atLeast not before
   */
  record Down(Function<Language, String> problem, Duration atLeast) implements Outcome {}
}
