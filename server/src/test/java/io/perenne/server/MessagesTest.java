// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.perenne.server.account.Permission;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages from their order to the mail box, and what people say of them. */
@SuppressWarnings("NullAway.Init")
class MessagesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final GreenMail MAILS =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  private static @TempDir Path home;
  private static LiveServer live;
  private static Program program;
  private static Browser admin;

  @BeforeAll
  static void start() throws IOException {
    MAILS.start();
    live = new LiveServer(home);
    Files.writeString(
        home.resolve("channels.yaml"),
        """
        address: http://127.0.0.1:%d
        email:
          host: 127.0.0.1
          port: %d
          security: none
          from: Olivo <hola@shop.example>
          list-id: news.shop.example
          postal-address: Calle Mayor 1
        call: {list: true}
        """
            .formatted(live.server().port(), MAILS.getSmtp().getPort()));
    program =
        new Program(
            live.server().address(),
            Program.key(home, Permission.READ, Permission.CUSTOMERS, Permission.RUN));
    admin = new Browser(live.server().address());
    admin.post(
        live.server().entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/account");
  }

  @AfterAll
  static void stop() {
    live.close();
    MAILS.stop();
  }

  private static void subscribe(String userId) throws IOException {
    live.happens(
        userId + "-1",
        "\"type\":\"identify\",\"userId\":\"%1$s\",\"traits\":{\"email\":\"%1$s@people.example\",\"phone\":\"+34600111222\"}"
            .formatted(userId));
    for (String channel : new String[] {"email", "call"}) {
      live.happens(
          userId + "-" + channel,
          "\"type\":\"track\",\"userId\":\"%s\",\"event\":\"Subscribed\",\"properties\":{\"channel\":\"%s\"}"
              .formatted(userId, channel));
    }
  }

  private static JsonNode order(String key, String person, String channel, String texts)
      throws IOException {
    return Program.json(
        program.send(
            "POST",
            "/api/v1/messages",
            "{\"key\":\"%s\",\"person\":\"%s\",\"channel\":\"%s\",\"action\":\"win-back\",\"issue\":\"retain\",\"language\":\"es\",\"texts\":%s}"
                .formatted(key, person, channel, texts),
            Map.of()));
  }

  private static JsonNode mail(String key, String person) throws IOException {
    return order(
        key, person, "email", "{\"subject\":\"Hola\",\"body\":\"<p>Vuelve cuando quieras.</p>\"}");
  }

  private static JsonNode settled(String key) throws IOException {
    for (int i = 0; i < 600; i++) {
      for (JsonNode each : Program.json(program.get("/api/v1/messages")).path("messages")) {
        if (each.path("key").asText().equals(key)
            && !each.path("state").asText().matches("waiting|sending")) {
          return each;
        }
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    throw new IOException("the message waits still: " + key);
  }

  /** Returns the path by which whoever got an e-mail unsubscribes. */
  private static String link(String person) throws Exception {
    for (MimeMessage each : MAILS.getReceivedMessages()) {
      if (each.getAllRecipients()[0].toString().equals(person + "@people.example")) {
        String link = each.getHeader("List-Unsubscribe", null);
        return link.substring(link.indexOf("/u/"), link.length() - 1);
      }
    }
    throw new IllegalStateException("no e-mail for " + person);
  }

  private static boolean allows(String person) throws IOException {
    return Program.json(program.get("/api/v1/profiles/user_id:" + person + "/consents"))
        .path("consents")
        .path("channel:email")
        .asBoolean();
  }

  @Test
  void linkOfAMessage_changesNothingWhenARobotFollowsIt_andUnsubscribesAtTheSecondClick()
      throws Exception {
    subscribe("ana");
    assertThat(mail("ana-1", "ana").path("state").asText()).isEqualTo("waiting");
    assertThat(settled("ana-1").path("state").asText()).isEqualTo("sent");
    String link = link("ana");
    Browser stranger = new Browser(live.server().address());

    assertThat(stranger.get(link).body())
        .contains("What may we send you?", "Send me no more e-mails")
        .doesNotContain("ana@people.example");
    assertThat(stranger.send("HEAD", link, Map.of()).statusCode()).isLessThan(400);
    assertThat(allows("ana")).isTrue();

    assertThat(stranger.post(link, Map.of("unsubscribe", "on")).statusCode()).isEqualTo(303);
    assertThat(allows("ana")).isFalse();
    mail("ana-2", "ana");
    assertThat(settled("ana-2").path("reason").asText()).isEqualTo("no-consent");

    assertThat(stranger.post(link, Map.of("email", "on", "call", "on")).statusCode())
        .isEqualTo(303);
    assertThat(allows("ana")).isTrue();
    assertThat(stranger.get(link.substring(0, link.length() - 1) + "x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void oneClickOfRfc8058_unsubscribesAtOnce() throws Exception {
    subscribe("eva");
    mail("eva-1", "eva");
    settled("eva-1");

    int status =
        live.post(
                link("eva"),
                "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"))
            .statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(allows("eva")).isFalse();
    assertThat(admin.get("/messages").body()).contains("eva", "win-back", "sent");
  }

  @Test
  void task_isReadAndItsResultWrittenDown_onceAndByWhoeverIsFirst() throws Exception {
    subscribe("luz");
    order("luz-1", "luz", "call", "{\"why\":\"Compraba cada mes\",\"say\":\"=1+1\"}");
    settled("luz-1");

    assertThat(admin.get("/tasks/call").body())
        .contains("luz", "+34600111222", "Compraba cada mes");
    assertThat(admin.get("/tasks/call.csv").body())
        .contains("id,person,phone,action,why,say", "'+34600111222", "'=1+1");
    JsonNode task = Program.json(program.get("/api/v1/tasks/call")).path("tasks").get(0);
    String path = "/api/v1/tasks/call/" + task.path("id").asText();
    assertThat(program.send("POST", path, "{\"result\":\"bought\"}", Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(program.send("POST", path, "{\"result\":\"refused\"}", Map.of()).statusCode())
        .isEqualTo(422);
    assertThat(admin.get("/tasks/call").body()).contains("Nothing is to be done");
  }

  @Test
  void orderThatCannotBeSent_isRefusedWithWhatToDo_andFileWithAFaultIsTold() throws IOException {
    assertThat(order("k", "ana", "email", "{\"subject\":\"Hola\"}").toString())
        .contains("email needs subject and body");
    assertThat(order("k", "ana", "fax", "{}").toString()).contains("email, sms, push, call, store");
    Path file = home.resolve("channels.yaml");
    String before = Files.readString(file);
    Files.writeString(file, before + "emial: {}\n");
    assertThat(admin.get("/messages").body()).contains("emial");
    Files.writeString(file, before);
  }
}
