// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator sets who is told, and tries it. */
class NoticesPageTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private @TempDir Path folder;
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Path home;
  private PerenneServer server;
  private Browser admin;

  @BeforeEach
  void start() throws IOException {
    mails.setUser("perenne", "open-sesame");
    mails.start();
    home = Files.createDirectories(folder.resolve("shop"));
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
    admin = new Browser(server.address());
    admin.post(
        server.entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    admin.get("/notices");
  }

  @AfterEach
  void stop() {
    server.close();
    mails.stop();
  }

  private Map<String, String> form() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "open-sesame\n");
    Map<String, String> fields = new HashMap<>();
    fields.put("language", "en");
    fields.put("on-failure", "on");
    fields.put("expect-by", "07:30");
    fields.put("mail", "on");
    fields.put("host", "127.0.0.1");
    fields.put("port", Integer.toString(mails.getSmtp().getPort()));
    fields.put("security", "none");
    fields.put("user", "perenne");
    fields.put("password", "file:" + secret);
    fields.put("from", "perenne@shop.example");
    fields.put("to", "ana@shop.example, leo@shop.example");
    return fields;
  }

  @Test
  void settings_areKeptAndTried() throws Exception {
    assertThat(admin.get("/notices").body()).contains("Nobody is told");

    assertThat(admin.post("/notices", form()).statusCode()).isEqualTo(303);

    String page = admin.get("/notices?done=saved").body();
    assertThat(page)
        .contains("Saved.", "value=\"127.0.0.1\"", "ana@shop.example, leo@shop.example")
        .doesNotContain("open-sesame");
    HttpResponse<String> tried = admin.post("/notices/test", Map.of());
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(303);
    assertThat(mails.getReceivedMessages()).hasSize(2);
    assertThat(mails.getReceivedMessages()[0].getSubject()).isEqualTo("Perenne (shop): a test");
    assertThat(admin.get("/platform").body())
        .contains("notices.save", "mail=127.0.0.1")
        .doesNotContain("open-sesame");
  }

  @Test
  void formThatIsRefused_isShownAgainAsItWas_andNothingIsKept() throws IOException {
    Map<String, String> fields = form();
    fields.put("password", "open-sesame");
    fields.put("to", "nobody");

    HttpResponse<String> refused = admin.post("/notices", fields);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("this does not say where the secret is", "value=\"nobody\"")
        .doesNotContain("open-sesame");
    assertThat(admin.get("/notices").body()).contains("Nobody is told");
  }

  @Test
  void testThatFails_saysWhyInTheLanguageOfTheReader() throws IOException {
    Map<String, String> fields = form();
    fields.put("password", "env:NOBODY_SET_IT");
    fields.put("webhook", "on");
    fields.put("url", "http://127.0.0.1:1/hook");
    fields.put("secret", "file:" + folder.resolve("secret"));
    admin.post("/notices", fields);
    admin.get("/language/es");

    HttpResponse<String> tried = admin.post("/notices/test", Map.of());

    assertThat(tried.statusCode()).isEqualTo(422);
    assertThat(tried.body())
        .contains("env:NOBODY_SET_IT", "quien recibe las notificaciones no responde");
  }
}
