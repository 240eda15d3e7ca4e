// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

/** What an identifier says about a person. */
public enum Strength {
  /** It was given to one person, as a customer number, a loyalty card or the address of a login. */
  STRONG,

  /** It belongs to a device or a household that several people may use. */
  WEAK
}
