// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, how, and what they may do, as their browser sees it. */
class SignInTest {
  private static final String ANA = "ana@shop.example";
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final Pattern LINK = Pattern.compile("/welcome/([0-9a-f]{64})");

  private @TempDir Path home;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() {
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
    browser = new Browser(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> becomeAdministrator() throws IOException {
    return browser.post(
        server.entrance().orElseThrow(),
        Map.of("name", ANA, "password", PASSWORD, "again", PASSWORD));
  }

  private HttpResponse<String> signIn(String name, String password) throws IOException {
    return browser.post("/sign-in", Map.of("name", name, "password", password));
  }

  private Browser invited(String name, String role) throws IOException {
    browser.get("/platform");
    HttpResponse<String> shown =
        browser.post("/platform/users", Map.of("name", name, "role", role, "language", "en"));
    Matcher link = LINK.matcher(shown.body());
    assertThat(link.find()).isTrue();
    Browser other = new Browser(server.address());
    HttpResponse<String> accepted =
        other.post(link.group(), Map.of("password", PASSWORD, "again", PASSWORD));
    assertThat(accepted.statusCode()).isEqualTo(303);
    other.get("/account");
    return other;
  }

  @Test
  void firstLink_createsTheAdministratorOnce() throws IOException {
    String link = server.entrance().orElseThrow();
    assertThat(browser.get(link).body()).contains("Choose a password");

    assertThat(becomeAdministrator().statusCode()).isEqualTo(303);

    assertThat(browser.get("/platform").body()).contains(ANA, "Administrator");
    assertThat(browser.get(link).statusCode()).isEqualTo(404);
    assertThat(becomeAdministrator().statusCode()).isEqualTo(404);
  }

  @Test
  void firstLink_isGoneOnceThereIsAnAdministrator_afterARestartToo() throws IOException {
    becomeAdministrator();
    server.close();
    start();

    assertThat(server.entrance()).isEmpty();
    assertThat(signIn(ANA, PASSWORD).statusCode()).isEqualTo(303);
    assertThat(browser.get("/platform").statusCode()).isEqualTo(200);
  }

  @Test
  void badPasswords_areRefusedWithWhatToDo() throws IOException {
    String link = server.entrance().orElseThrow();

    for (String bad : new String[] {"short", "aaaaaaaaaaaa", ANA, "x".repeat(80) + "yzw"}) {
      HttpResponse<String> answer =
          browser.post(link, Map.of("name", ANA, "password", bad, "again", bad));
      assertThat(answer.statusCode()).as(bad).isEqualTo(422);
      assertThat(answer.body()).as(bad).contains("role=\"alert\"").doesNotContain(bad + "\"><");
    }
    assertThat(
            browser
                .post(link, Map.of("name", ANA, "password", PASSWORD, "again", PASSWORD + "!"))
                .body())
        .contains("the two passwords differ");
    assertThat(
            browser
                .post(link, Map.of("name", "ana", "password", PASSWORD, "again", PASSWORD))
                .body())
        .contains("not an e-mail address");
    assertThat(becomeAdministrator().statusCode()).isEqualTo(303);
  }

  @Test
  void stranger_isLedToTheForm_andAfterwardsWhereTheyWanted() throws IOException {
    becomeAdministrator();
    browser.forget();

    HttpResponse<String> asked = browser.get("/segments?by=bands");
    assertThat(asked.statusCode()).isEqualTo(303);
    assertThat(asked.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in?to=%2Fsegments%3Fby%3Dbands"));
    assertThat(browser.get("/sign-in?to=%2Fsegments").body()).contains("value=\"/segments\"");

    HttpResponse<String> in =
        browser.post(
            "/sign-in", Map.of("name", "ANA@shop.example ", "password", PASSWORD, "to", "/runs"));
    assertThat(in.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/runs"));
    assertThat(
            browser
                .post(
                    "/sign-in", Map.of("name", ANA, "password", PASSWORD, "to", "//evil.example/"))
                .headers()
                .firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).doesNotContain("evil"));
  }

  @Test
  void wrongPasswords_wait_andTheRightOneToo() throws IOException {
    becomeAdministrator();
    browser.forget();

    for (int i = 0; i < 5; i++) {
      assertThat(signIn(ANA, "wrong password " + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> waiting = signIn(ANA, PASSWORD);

    assertThat(waiting.statusCode()).isEqualTo(429);
    assertThat(waiting.headers().firstValueAsLong("Retry-After")).isPresent();
    assertThat(waiting.body()).contains("Try again in");
  }

  @Test
  void signingOut_endsTheSession() throws IOException {
    becomeAdministrator();
    browser.get("/account");
    Browser copy = browser;

    assertThat(copy.post("/sign-out", Map.of()).statusCode()).isEqualTo(303);
    assertThat(copy.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void changedPassword_endsAllOtherSessions() throws IOException {
    becomeAdministrator();
    browser.get("/account");
    Browser elsewhere = new Browser(server.address());
    elsewhere.post("/sign-in", Map.of("name", ANA, "password", PASSWORD));
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(200);
    String next = "otra cosa muy distinta";

    assertThat(
            browser
                .post("/account/password", Map.of("old", "no", "password", next, "again", next))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .post("/account/password", Map.of("old", PASSWORD, "password", next, "again", next))
                .statusCode())
        .isEqualTo(303);

    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(signIn(ANA, PASSWORD).statusCode()).isEqualTo(401);
    assertThat(signIn(ANA, next).statusCode()).isEqualTo(303);
  }

  @Test
  void roles_mayWhatTheyMay() throws IOException {
    becomeAdministrator();
    Browser viewer = invited("eva@shop.example", "viewer");

    assertThat(viewer.get("/segments").statusCode()).isEqualTo(200);
    assertThat(viewer.get("/segments").body()).doesNotContain("/platform");
    assertThat(viewer.get("/platform").statusCode()).isEqualTo(403);
    assertThat(
            viewer
                .post("/platform/users", Map.of("name", "mal@shop.example", "role", "admin"))
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.get("/platform").body()).doesNotContain("mal@shop.example");
  }

  @Test
  void disabledUser_isOutAtOnce_andTheLastAdministratorStays() throws IOException {
    becomeAdministrator();
    Browser viewer = invited("eva@shop.example", "viewer");
    browser.get("/platform");

    browser.post("/platform/users/2", Map.of("role", "viewer", "disabled", "true"));
    assertThat(viewer.get("/account").statusCode()).isEqualTo(303);
    assertThat(
            viewer
                .post("/sign-in", Map.of("name", "eva@shop.example", "password", PASSWORD))
                .statusCode())
        .isEqualTo(401);

    HttpResponse<String> refused =
        browser.post("/platform/users/1", Map.of("role", "viewer", "disabled", "false"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("nobody could administer");
    assertThat(browser.get("/platform").statusCode()).isEqualTo(200);
  }

  @Test
  void changes_areRecordedWithoutSecrets() throws IOException {
    becomeAdministrator();
    invited("eva@shop.example", "operator");
    browser.get("/platform");
    HttpResponse<String> key =
        browser.post(
            "/platform/keys", Map.of("name", "warehouse", "days", "90", "permission", "read"));
    Matcher secret = Pattern.compile("perenne_[0-9a-f]{64}").matcher(key.body());
    assertThat(secret.find()).isTrue();

    String page = browser.get("/platform").body();
    assertThat(page)
        .contains("user.invite", "eva@shop.example", "key.add", "warehouse", "127.0.0.1")
        .doesNotContain(secret.group())
        .doesNotContain("$2y$");

    assertThat(browser.post("/platform/keys/1/revoke", Map.of()).statusCode()).isEqualTo(303);
    assertThat(browser.post("/platform/keys/1/revoke", Map.of()).statusCode()).isEqualTo(404);
    assertThat(browser.get("/platform").body()).contains("key.revoke");
  }

  private String key(String permission) throws IOException {
    browser.get("/platform");
    Matcher secret =
        Pattern.compile("perenne_[0-9a-f]{64}")
            .matcher(
                browser
                    .post(
                        "/platform/keys",
                        Map.of("name", permission, "days", "90", "permission", permission))
                    .body());
    assertThat(secret.find()).isTrue();
    return secret.group();
  }

  private int asProgram(String key, String method, String path) throws IOException {
    return new Browser(server.address())
        .send(method, path, Map.of("Authorization", "Bearer " + key, "Accept", "*/*"))
        .statusCode();
  }

  @Test
  void keys_mayWhatTheyMay_untilTheyAreRevoked() throws IOException {
    becomeAdministrator();
    String reading = key("read");
    String running = key("run");

    // an empty home has no segments to send; whoever may not ask is told before that
    assertThat(asProgram(reading, "GET", "/segments.csv")).isEqualTo(404);
    assertThat(asProgram(reading, "GET", "/customers.csv")).isEqualTo(403);
    assertThat(asProgram(reading, "GET", "/customers")).isEqualTo(403);
    assertThat(asProgram(reading, "POST", "/runs")).isEqualTo(403);
    assertThat(asProgram(reading, "GET", "/platform")).isEqualTo(403);
    assertThat(asProgram(reading, "GET", "/account")).isEqualTo(403);
    assertThat(asProgram(running, "GET", "/segments.csv")).isEqualTo(403);
    assertThat(asProgram(running, "POST", "/runs")).isEqualTo(303);
    assertThat(asProgram(reading + "0", "GET", "/segments.csv")).isEqualTo(401);

    browser.get("/platform");
    assertThat(browser.get("/platform").body()).contains("key:run", "run.start");
    browser.post("/platform/keys/1/revoke", Map.of());
    assertThat(asProgram(reading, "GET", "/segments.csv")).isEqualTo(401);
  }

  @Test
  void link_worksOnce_andANewOneReplacesIt() throws IOException {
    becomeAdministrator();
    browser.get("/platform");
    Matcher first =
        LINK.matcher(
            browser
                .post("/platform/users", Map.of("name", "eva@shop.example", "role", "viewer"))
                .body());
    assertThat(first.find()).isTrue();
    Matcher second = LINK.matcher(browser.post("/platform/users/2/link", Map.of()).body());
    assertThat(second.find()).isTrue();

    assertThat(new Browser(server.address()).get(first.group()).statusCode()).isEqualTo(404);
    assertThat(new Browser(server.address()).get(second.group()).statusCode()).isEqualTo(200);
    assertThat(
            browser
                .post("/platform/users", Map.of("name", "eva@shop.example", "role", "viewer"))
                .body())
        .contains("there is a user of this name already");
  }

  @Test
  void session_isKeptByHashOnly_andItsCookieIsOurs() throws IOException {
    HttpResponse<String> answer = becomeAdministrator();

    assertThat(answer.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
    assertThat(
            browser
                .send("GET", "/sign-in", Map.of("X-Forwarded-Proto", "https"))
                .headers()
                .allValues("Set-Cookie"))
        .isEmpty();
  }
}
