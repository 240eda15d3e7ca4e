// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Language;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Sends e-mails of plain text. */
final class Mailer {
  private final MailSettings settings;
  private final Secret.Sources secrets;
  private final InstantSource clock;

  Mailer(MailSettings settings, Secret.Sources secrets, InstantSource clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Sends an e-mail.
   *
   * @param id what it is about; several e-mails of one id say the same
   * @throws InputException if it was not accepted
   */
  void send(String id, Notice.Said said, Language language) {
    MailServer server = new MailServer(settings, secrets);
    try (Transport transport = server.connect()) {
      MimeMessage message = message(server.session(), id, said, language);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (AuthenticationFailedException e) {
      throw new InputException(
          Problem.of(Words.message("mail.login"))
              .withWhere(settings.host())
              .withRemedy(Words.message("mail.login.remedy")),
          e);
    } catch (MessagingException e) {
      throw new InputException(
          Problem.of(Words.message("mail.failed"))
              .withWhere(settings.host())
              .withValue(Spoken.reason(cause(e))),
          e);
    }
  }

  private static Throwable cause(MessagingException e) {
    return e.getNextException() == null ? e : e.getNextException();
  }

  private MimeMessage message(Session session, String id, Notice.Said said, Language language)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.from(), true));
    for (String each : settings.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(each, true));
    }
    String utf8 = StandardCharsets.UTF_8.name();
    message.setSubject(said.title().replaceAll("\\s+", " "), utf8);
    message.setText(
        said.title()
            + "\n\n"
            + String.join("\n\n", said.lines())
            + "\n\n"
            + Words.message("mail.foot").in(language)
            + "\n",
        utf8);
    // answers of absent people are not wanted
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Perenne-Event", id);
    message.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    return message;
  }
}
