// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Store;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed while they send to a real mail server. */
class KilledSenderTest {
  private static final int MESSAGES = 150;

  private @TempDir Path home;
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() throws Exception {
    mails.start();
    Files.writeString(
        home.resolve(ChannelFile.NAME),
        """
        address: https://shop.example
        email:
          host: 127.0.0.1
          port: %d
          security: none
          from: hola@shop.example
          list-id: news.shop.example
          postal-address: Calle Mayor 1
          rate: 100000 per minute
        """
            .formatted(mails.getSmtp().getPort()));
  }

  @AfterEach
  void stop() {
    mails.stop();
  }

  private Store open() {
    return Store.open(DatabaseAddress.inHome(home), InstantSource.system());
  }

  private void order() {
    Instant now = Instant.now();
    try (Store store = open()) {
      Shoppers shoppers = new Shoppers(store);
      shoppers.add("ana", now, "email");
      store.write(
          in -> {
            for (int i = 0; i < MESSAGES; i++) {
              new Messages(in)
                  .add(
                      new Messages.Order(
                          "k" + i,
                          "ana",
                          "email",
                          "order-news",
                          "serve",
                          true,
                          "test",
                          "",
                          "es",
                          "{\"subject\":\"Tu pedido\",\"body\":\"<p>Va.</p>\"}",
                          now,
                          now.plus(Duration.ofDays(3))),
                      now);
            }
            return in;
          });
    }
  }

  private List<String> received() throws Exception {
    List<String> keys = new ArrayList<>();
    for (MimeMessage each : mails.getReceivedMessages()) {
      keys.add(each.getHeader("Perenne-Message", null));
    }
    return keys;
  }

  private void killOnceReceived(int count, int hoursLater) throws Exception {
    Process sender = DyingSender.start(home, hoursLater);
    Instant end = Instant.now().plusSeconds(60);
    while (mails.getReceivedMessages().length < count && Instant.now().isBefore(end)) {
      Thread.sleep(2);
    }
    assertThat(sender.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(mails.getReceivedMessages().length).isBetween(count, MESSAGES - 1);
  }

  @Test
  void serversThatAreKilledWhileTheySend_sendNothingTwice_andSayWhatNobodyKnows() throws Exception {
    order();
    killOnceReceived(20, 1);
    killOnceReceived(60, 2);

    try (Store store = open();
        Sender last = DyingSender.sender(store, home, 3)) {
      Instant end = Instant.now().plusSeconds(90);
      while (store.<Long>read(in -> new Messages(in).count(Messages.WAITING)) > 0
          && Instant.now().isBefore(end)) {
        last.tick();
        Thread.sleep(20);
      }
      while (store.<Long>read(in -> new Messages(in).count(Messages.SENDING)) > 0
          && Instant.now().isBefore(end)) {
        Thread.sleep(20);
      }
      List<String> received = received();
      List<Messages.Message> unknown =
          store.read(in -> new Messages(in).newest(Messages.UNKNOWN, "", Long.MAX_VALUE, MESSAGES));
      List<Messages.Message> sent =
          store.read(in -> new Messages(in).newest(Messages.SENT, "", Long.MAX_VALUE, MESSAGES));

      assertThat(received).doesNotHaveDuplicates();
      assertThat(sent.size() + unknown.size()).isEqualTo(MESSAGES);
      assertThat(unknown).as("at most what four threads had at each death").hasSizeLessThan(9);
      Set<String> arrived = new HashSet<>(received);
      assertThat(sent).allMatch(each -> arrived.contains(Lane.key(each.order().key())));
      assertThat(received.size()).isBetween(sent.size(), MESSAGES);
    }
  }
}
