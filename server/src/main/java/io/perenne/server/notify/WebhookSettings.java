// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.delivery.destination.Secret;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where requests are sent.
 *
 * @param url an address that begins with {@code https://}, or {@code http://} on this machine
 * @param secret where the key of signatures is, as {@code env:NAME} or {@code file:PATH}
 */
public record WebhookSettings(String url, String secret) {
  static final String WAY = "webhook";

  /**
   * Checks the settings.
   *
   * @throws io.perenne.analytics.InputException if one cannot be used
   */
  public WebhookSettings {
    MailSettings.secret(secret);
    if (!isUsable(url)) {
      throw Words.refused("refused.url", "");
    }
  }

  /** The user part and the fragment have no place in it; what may be secret is not repeated. */
  private static boolean isUsable(String url) {
    try {
      URI uri = new URI(url);
      String host = uri.getHost();
      return host != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && Loopback.is(host)));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Checks that a text says where a secret is.
   *
   * @throws io.perenne.analytics.InputException if it does not
   */
  public static Secret reference(String text) {
    return MailSettings.secret(text);
  }

  /** Returns the address without its path and query, which may be secret. */
  @Override
  public String toString() {
    return URI.create(url).getScheme() + "://" + URI.create(url).getHost();
  }
}
