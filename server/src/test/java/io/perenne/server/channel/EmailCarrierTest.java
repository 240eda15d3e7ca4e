// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.server.notify.MailSettings;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E-mails over real SMTP. */
class EmailCarrierTest extends CarrierContract {
  private static final Instant NOW = Instant.parse("2025-06-30T12:00:00Z");
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    mails.setUser("perenne", "open-sesame");
    mails.start();
  }

  @AfterEach
  void stop() {
    mails.stop();
  }

  @Override
  Carrier carrier(Mood mood) throws Exception {
    return switch (mood) {
      case TAKES -> carrier(mails.getSmtp().getPort(), "env:MAIL_PASSWORD");
      case REFUSES -> carrier(answering("550 5.1.1 no such mailbox"), "env:MAIL_PASSWORD");
      case BUSY -> carrier(answering("451 4.7.1 come again"), "env:MAIL_PASSWORD");
      case GONE -> {
        int port = mails.getSmtp().getPort();
        mails.stop();
        yield carrier(port, "env:MAIL_PASSWORD");
      }
    };
  }

  private static Carrier carrier(int port, String password) {
    return new EmailCarrier(
        new EmailSettings(
            new MailSettings(
                "127.0.0.1",
                port,
                "none",
                "perenne",
                password,
                "Tienda Olivo <hola@shop.example>",
                List.of("hola@shop.example")),
            Optional.of("ayuda@shop.example"),
            "news.shop.example",
            "Tienda Olivo, Calle Mayor 1, Madrid"),
        new Secret.Sources(Map.of("MAIL_PASSWORD", "open-sesame"), name -> Optional.empty()),
        () -> NOW);
  }

  /** Returns the port of a mail server that says this to every recipient. */
  private static int answering(String recipient) throws IOException {
    return server(
        line ->
            line.startsWith("RCPT")
                ? recipient
                : line.startsWith("EHLO")
                    ? "250 AUTH PLAIN"
                    : line.startsWith("AUTH") ? "235 ok" : "250 ok");
  }

  private interface Answers {
    String to(String line);
  }

  private static int server(Answers answers) throws IOException {
    ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (door;
                  Socket caller = door.accept();
                  BufferedReader in =
                      new BufferedReader(
                          new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                  OutputStream out = caller.getOutputStream()) {
                say(out, "220 here");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  String answer = answers.to(line);
                  if (answer.isEmpty()) {
                    return;
                  }
                  say(out, answer);
                }
              } catch (IOException e) {
                // the caller hung up
              }
            });
    thread.setDaemon(true);
    thread.start();
    return door.getLocalPort();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  List<String> taken() throws Exception {
    List<String> keys = new ArrayList<>();
    for (MimeMessage each : mails.getReceivedMessages()) {
      keys.add(each.getHeader("Perenne-Message", null));
    }
    return keys;
  }

  @Test
  void message_hasTwoForms_andWhatMailToManyNeeds_andNothingThatTellsWhoReadIt() throws Exception {
    try (Carrier carrier = carrier(Mood.TAKES)) {
      carrier.carry(List.of(parcel(7)));
    }

    MimeMessage mail = mails.getReceivedMessages()[0];
    assertThat(mail.getMessageID()).isEqualTo("<key-07@shop.example>");
    assertThat(mail.getSubject()).isEqualTo("¿Qué tal, Ana?");
    assertThat(mail.getHeader("List-Id", null)).isEqualTo("<news.shop.example>");
    assertThat(mail.getHeader("List-Unsubscribe", null))
        .isEqualTo("<https://shop.example/u/1-abc>");
    assertThat(mail.getHeader("List-Unsubscribe-Post", null))
        .isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.getHeader("Reply-To", null)).isEqualTo("ayuda@shop.example");
    MimeMultipart both = (MimeMultipart) mail.getContent();
    assertThat(both.getContentType()).startsWith("multipart/alternative");
    String plain = (String) both.getBodyPart(0).getContent();
    assertThat(plain.replace("\r", ""))
        .startsWith(
            "Hola, Ana & compañía:\n\n- uno\n- dos\n\nMira esto <https://shop.example/?a=1&b=2>.\n")
        .contains(
            "Usar mi código <https://shop.example/code>",
            "Calle Mayor 1",
            "<https://shop.example/u/1-abc>")
        .doesNotContain("<p>", "alert", "Solo esta semana");
    String html = (String) both.getBodyPart(1).getContent();
    assertThat(html)
        .contains("<p>Hola, Ana &amp; compañía:</p>", "lang=\"es\"", "Solo esta semana")
        .doesNotContain("<script", "<img", "alert(1)");
  }

  @Test
  void serviceMessage_hasNoLinkToUnsubscribe() throws Exception {
    Parcel all = parcel(1);
    try (Carrier carrier = carrier(Mood.TAKES)) {
      carrier.carry(
          List.of(
              new Parcel(
                  1,
                  "key",
                  "ana",
                  all.channel(),
                  all.address(),
                  "news-of-order",
                  true,
                  all.language(),
                  all.texts(),
                  "")));
    }

    assertThat(mails.getReceivedMessages()[0].getHeader("List-Unsubscribe")).isNull();
  }

  @Test
  void passwordThatIsWrong_isDown_andSaysWhatToDo() {
    try (Carrier carrier = carrier(mails.getSmtp().getPort(), "env:NOT_THERE")) {
      assertThat(carrier.carry(List.of(parcel(1))).get(0)).isInstanceOf(Outcome.Down.class);
    }
  }

  @Test
  void serverThatHangsUpAfterTheText_mayHaveTakenIt() throws Exception {
    List<String> lines = new ArrayList<>();
    int port =
        server(
            line -> {
              lines.add(line);
              if (lines.contains("DATA") && line.equals(".")) {
                return "";
              }
              return line.startsWith("EHLO")
                  ? "250 AUTH PLAIN"
                  : line.startsWith("AUTH")
                      ? "235 ok"
                      : line.equals("DATA") ? "354 go on" : lines.contains("DATA") ? " " : "250 ok";
            });
    try (Carrier carrier = carrier(port, "env:MAIL_PASSWORD")) {
      assertThat(carrier.carry(List.of(parcel(1))).get(0)).isInstanceOf(Outcome.Unknown.class);
    }
  }
}
