// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.server.http.AddressRanges;
import io.perenne.server.oidc.OidcSettings;
import java.net.URI;
import java.util.Optional;

/**
 * How people reach a server and get in.
 *
 * @param passwords whether they may sign in with a password; needed where no provider is asked
 * @param oidc which provider of identities is asked
 * @param publicAddress where browsers find the server, base path included, without a slash at its
 *     end; empty to believe what they ask for
 * @param proxies whose word on the address of a browser is believed
 * @param scrapers who may read the metrics without a key
 */
public record AccessOptions(
    boolean passwords,
    Optional<OidcSettings> oidc,
    Optional<URI> publicAddress,
    AddressRanges proxies,
    AddressRanges scrapers) {
  /** Checks that there is a way in. */
  public AccessOptions {
    if (!passwords && oidc.isEmpty()) {
      throw Words.refusal("access.none", "password-sign-in: false");
    }
  }

  /** Returns the options of a server that people reach themselves, with passwords. */
  public static AccessOptions simple() {
    return new AccessOptions(
        true, Optional.empty(), Optional.empty(), AddressRanges.NONE, AddressRanges.NONE);
  }

  /** Returns the same with a provider of identities. */
  public AccessOptions withOidc(OidcSettings settings, boolean passwordsToo) {
    return new AccessOptions(passwordsToo, Optional.of(settings), publicAddress, proxies, scrapers);
  }

  /** Returns the same behind proxies. */
  public AccessOptions withProxies(AddressRanges ranges) {
    return new AccessOptions(passwords, oidc, publicAddress, ranges, scrapers);
  }

  /** Returns the same with addresses that may read the metrics. */
  public AccessOptions withScrapers(AddressRanges ranges) {
    return new AccessOptions(passwords, oidc, publicAddress, proxies, ranges);
  }
}
