// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import java.util.Locale;

/** Why somebody does not get in through a provider. */
public enum Refusal {
  /** The provider does not answer, or not as it should. */
  DOWN,
  /** The provider, or the person there, has declined. */
  DECLINED,
  /** The attempt is not known: too old, used already, or begun in another browser. */
  STALE,
  /** What the provider said cannot be believed. */
  TOKEN,
  /** No group of the person may use this server. */
  GROUP,
  /** Nobody vouches for the e-mail address. */
  ADDRESS,
  /** Another user has the e-mail address. */
  TAKEN,
  /** An administrator has shut the user out. */
  DISABLED;

  /** Returns the name that texts use. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
