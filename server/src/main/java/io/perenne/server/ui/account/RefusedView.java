// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

/**
 * What is shown to somebody who did not get in through a provider of identities.
 *
 * @param why the name of the reason's texts
 * @param provider what people call the provider
 * @param contact whom to ask for access; empty to say it in general
 * @param passwords whether signing in with a password is possible
 */
public record RefusedView(String why, String provider, String contact, boolean passwords) {
  /** Returns whether trying again can help. */
  public boolean again() {
    return why.equals("down") || why.equals("stale") || why.equals("declined");
  }

  /** Returns whether somebody else has to act first. */
  public boolean asks() {
    return !why.equals("stale") && !why.equals("declined");
  }
}
