// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import java.net.URI;
import java.util.Optional;

/**
 * The ways in.
 *
 * @param provider the provider of identities, if one is asked
 * @param passwords whether people may sign in with a password
 * @param publicAddress where browsers find this server, if it was told
 */
public record Door(Optional<OidcSignIns> provider, boolean passwords, Optional<URI> publicAddress) {
  /** Returns the door of a server without a provider. */
  public static Door ofPasswords() {
    return new Door(Optional.empty(), true, Optional.empty());
  }
}
