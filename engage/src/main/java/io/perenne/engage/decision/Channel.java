// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.util.Locale;
import java.util.Optional;

/** By what way an action reaches a person. */
public enum Channel {
  /** An e-mail. */
  EMAIL(true),
  /** A text message. */
  SMS(true),
  /** A telephone call. */
  CALL(true),
  /** A message of an app. */
  PUSH(true),
  /** A place on a page that the person looks at. */
  WEB(false),
  /** The till, or a clerk's screen. */
  STORE(false);

  private final boolean interrupts;

  Channel(boolean interrupts) {
    this.interrupts = interrupts;
  }

  /** Returns the name in files and requests, as {@code email}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether it comes to the person, who did not ask: such contacts count for the cap of all
   * channels together and keep quiet hours. A place on a page waits for the person instead.
   */
  public boolean interrupts() {
    return interrupts;
  }

  @Override
  public String toString() {
    return code();
  }

  /** Finds the channel with a code. */
  public static Optional<Channel> find(String code) {
    for (Channel channel : values()) {
      if (channel.code().equals(code)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
