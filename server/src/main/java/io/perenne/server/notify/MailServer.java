// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.delivery.destination.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;

/** The server that takes e-mails, spoken to as settings say. */
public final class MailServer {
  private static final String SECONDS_10 = "10000";

  private final MailSettings settings;
  private final Secret.Sources secrets;
  private final Session session;

  /** Makes it; nothing is connected yet. */
  public MailServer(MailSettings settings, Secret.Sources secrets) {
    this.settings = settings;
    this.secrets = secrets;
    session = Session.getInstance(properties());
  }

  /** Returns what messages are made in. */
  public Session session() {
    return session;
  }

  /**
   * Returns a connection.
   *
   * @throws MessagingException if the server does not answer, or does not let us in
   */
  public Transport connect() throws MessagingException {
    Transport transport = session.getTransport();
    boolean connected = false;
    try {
      if (settings.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(
            settings.user(),
            MailSettings.secret(settings.password())
                .reveal(Words.message("mail.password"), secrets));
      }
      connected = true;
      return transport;
    } finally {
      if (!connected) {
        transport.close();
      }
    }
  }

  private Properties properties() {
    Properties all = new Properties();
    String name = settings.security().equals("tls") ? "smtps" : "smtp";
    all.setProperty("mail.transport.protocol", name);
    String prefix = "mail." + name + ".";
    all.setProperty(prefix + "host", settings.host());
    all.setProperty(prefix + "port", Integer.toString(settings.port()));
    all.setProperty(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
    all.setProperty(prefix + "connectiontimeout", SECONDS_10);
    all.setProperty(prefix + "timeout", SECONDS_10);
    all.setProperty(prefix + "writetimeout", SECONDS_10);
    all.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (settings.security().equals("starttls")) {
      all.setProperty(prefix + "starttls.enable", "true");
      all.setProperty(prefix + "starttls.required", "true");
    }
    return all;
  }
}
