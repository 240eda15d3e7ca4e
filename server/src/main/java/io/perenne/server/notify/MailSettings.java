// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.delivery.destination.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How e-mails are sent.
 *
 * @param host the server, such as {@code smtp.shop.example}
 * @param port its port, such as 587
 * @param security {@code starttls}, {@code tls}, or {@code none}
 * @param user whom the server knows; empty if it asks for nobody
 * @param password where the password is, as {@code env:NAME} or {@code file:PATH}
 * @param from the address they come from
 * @param to the addresses they go to
 */
public record MailSettings(
    String host,
    int port,
    String security,
    String user,
    String password,
    String from,
    List<String> to) {
  static final String WAY = "mail";
  private static final int MOST_PORT = 65_535;
  private static final Set<String> SECURITIES = Set.of("starttls", "tls", "none");

  /**
   * Checks the settings.
   *
   * @throws io.perenne.analytics.InputException if one cannot be used
   */
  public MailSettings {
    to = List.copyOf(to);
    if (!host.matches("[A-Za-z0-9.:-]+")) {
      throw Words.refused("refused.host", host);
    }
    if (port < 1 || port > MOST_PORT) {
      throw Words.refused("refused.port", Integer.toString(port));
    }
    if (!SECURITIES.contains(security)) {
      throw Words.refused("refused.security", security);
    }
    if (security.equals("none") && !user.isEmpty() && !Loopback.is(host)) {
      throw Words.refused("refused.open", host);
    }
    if (!user.isEmpty()) {
      secret(password);
    }
    if (to.isEmpty()) {
      throw Words.refused("refused.nobody", "");
    }
    List<String> all = new ArrayList<>(to);
    all.add(from);
    all.forEach(MailSettings::requireAddress);
  }

  private static void requireAddress(String text) {
    try {
      if (!text.contains("@") || InternetAddress.parse(text, true).length != 1) {
        throw Words.refused("refused.address", text);
      }
    } catch (AddressException e) {
      throw Words.refused("refused.address", text);
    }
  }

  /** A secret itself, given by mistake, is not repeated. */
  static Secret secret(String reference) {
    try {
      if (reference.equals("prompt")) {
        throw Words.refused("refused.secret", reference);
      }
      return Secret.parse(reference);
    } catch (io.perenne.analytics.InputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw Words.refused("refused.secret", "");
    }
  }
}
