// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.server.account.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which provider of identities is asked, and what its answers mean.
 *
 * @param issuer the provider, as its tokens name it, such as {@code
 *     https://id.shop.example/realms/shop}
 * @param clientId the name by which the provider knows this server
 * @param secret where the secret shared with the provider is; empty for a public client
 * @param scopes what is asked for beside {@code openid}
 * @param groupsClaim the claim that lists the groups of a person; dots lead into it
 * @param roles the role of each group
 * @param name what people call the provider
 * @param contact whom to ask for access; empty to say it in general
 * @param trustsAddresses whether an e-mail address is believed though the provider does not say
 *     that it is verified
 * @param takesOver whether a user with a password becomes the person of the same verified address
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Optional<Secret> secret,
    List<String> scopes,
    String groupsClaim,
    Map<String, Role> roles,
    String name,
    String contact,
    boolean trustsAddresses,
    boolean takesOver) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Checks the settings.
   *
   * @throws InputException if one cannot be used
   */
  public OidcSettings {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
    if (!isSafe(issuer)) {
      throw Words.refusal("issuer", issuer.toString());
    }
    if (clientId.isBlank()) {
      throw Words.refusal("client", "");
    }
    if (roles.isEmpty()) {
      throw Words.refusal("roles", "");
    }
  }

  /** Returns whether an address is encrypted, or does not leave this machine. */
  static boolean isSafe(URI address) {
    String host = address.getHost();
    return host != null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
  }

  /** Returns the highest role that one of some groups has; empty if none has one. */
  public Optional<Role> role(List<String> groups) {
    return groups.stream()
        .flatMap(group -> Optional.ofNullable(roles.get(group)).stream())
        .max(Role::compareTo);
  }
}
