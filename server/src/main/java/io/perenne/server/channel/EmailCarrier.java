// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Language;
import io.perenne.server.notify.MailServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message as an e-mail of two forms, HTML and plain text, with what RFC 2369, RFC 2919
 * and RFC 8058 ask of mail to many. It holds no image and no link that tells who has read it.
 */
final class EmailCarrier implements Carrier {
  private static final int FOR_GOOD = 500;

  private final EmailSettings settings;
  private final MailServer server;
  private final InstantSource clock;
  private final Deque<Transport> idle = new ArrayDeque<>();

  EmailCarrier(EmailSettings settings, Secret.Sources secrets, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    server = new MailServer(settings.mail(), secrets);
  }

  /** Nobody who takes mail promises to look at Message-ID. */
  @Override
  public boolean takesOnce() {
    return false;
  }

  @Override
  public int together() {
    return 1;
  }

  @Override
  public List<Outcome> carry(List<Parcel> parcels) {
    return parcels.stream().map(this::carry).toList();
  }

  private Outcome carry(Parcel parcel) {
    MimeMessage message;
    try {
      message = message(parcel);
    } catch (MessagingException e) {
      return new Outcome.Refused(Words.message("mail.unmade")::in);
    }
    Transport transport;
    try {
      transport = take();
    } catch (AuthenticationFailedException e) {
      return new Outcome.Down(Words.message("mail.login")::in, Duration.ZERO);
    } catch (MessagingException e) {
      return new Outcome.Down(problem(e), Duration.ZERO);
    } catch (DeliveryFailedException e) {
      return new Outcome.Down(e::in, Duration.ZERO);
    }
    try {
      transport.sendMessage(message, message.getAllRecipients());
      give(transport);
      return new Outcome.Left();
    } catch (MessagingException e) {
      close(transport);
      return outcome(e);
    }
  }

  /** What the server answered is known; if it answered nothing, it may have taken the message. */
  private static Outcome outcome(MessagingException failure) {
    OptionalInt code = code(failure);
    if (code.isEmpty()) {
      return new Outcome.Unknown(problem(failure));
    }
    Function<Language, String> problem = Words.message("mail.answer", code.getAsInt())::in;
    return code.getAsInt() >= FOR_GOOD
        ? new Outcome.Refused(problem)
        : new Outcome.Later(problem, Duration.ZERO);
  }

  private static OptionalInt code(MessagingException failure) {
    int found = 0;
    Exception each = failure;
    while (each instanceof MessagingException one) {
      if (one instanceof SMTPAddressFailedException address) {
        return OptionalInt.of(address.getReturnCode());
      }
      if (one instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
        found = send.getReturnCode();
      }
      each = one.getNextException();
    }
    return found > 0 ? OptionalInt.of(found) : OptionalInt.empty();
  }

  private static Function<Language, String> problem(MessagingException failure) {
    Throwable cause = failure.getNextException() == null ? failure : failure.getNextException();
    return language ->
        Words.message("mail.failed", Spoken.reason(cause).label(language)).in(language);
  }

  private MimeMessage message(Parcel parcel) throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    MimeMessage message = new MimeMessage(server.session());
    InternetAddress from = new InternetAddress(settings.mail().from(), true);
    message.setFrom(from);
    message.addRecipient(Message.RecipientType.TO, new InternetAddress(parcel.address(), true));
    if (settings.replyTo().isPresent()) {
      message.setReplyTo(
          new InternetAddress[] {new InternetAddress(settings.replyTo().get(), true)});
    }
    message.setSubject(parcel.text("subject").replaceAll("\\s+", " ").strip(), utf8);
    String html = MailText.html(parcel, settings.postalAddress());
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(MailText.plain(html), utf8);
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, utf8, "html");
    message.setContent(new MimeMultipart("alternative", plain, rich));
    message.setHeader("Content-Language", parcel.language().code());
    message.setHeader("List-Id", "<" + settings.listId() + ">");
    if (!parcel.preferences().isEmpty()) {
      message.setHeader("List-Unsubscribe", "<" + parcel.preferences() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Perenne-Message", parcel.key());
    message.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    message.saveChanges();
    message.setHeader("Message-ID", "<" + parcel.key() + "@" + domain(from) + ">");
    return message;
  }

  private static String domain(InternetAddress from) {
    return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
  }

  /** Connections are used again: to make one takes longer than to send a message. */
  private Transport take() throws MessagingException {
    Transport known = poll();
    while (known != null && !known.isConnected()) {
      close(known);
      known = poll();
    }
    return known == null ? server.connect() : known;
  }

  private @Nullable Transport poll() {
    synchronized (idle) {
      return idle.poll();
    }
  }

  private void give(Transport transport) {
    synchronized (idle) {
      idle.push(transport);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // it is gone
    }
  }

  @Override
  public void close() {
    for (Transport each = poll(); each != null; each = poll()) {
      close(each);
    }
  }
}
