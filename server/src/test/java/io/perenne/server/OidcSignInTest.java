// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.server.account.Role;
import io.perenne.server.oidc.OidcSettings;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in at a real provider of identities. */
class OidcSignInTest {
  private static final String EVA = "eva@shop.example";
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final String SECRET = "a secret that the provider shares with us only";

  private @TempDir Path home;
  private IdentityProvider provider;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void startProvider() throws IOException {
    provider = new IdentityProvider();
    Files.writeString(home.resolve("client-secret"), SECRET + "\n");
    start(false, true);
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  private OidcSettings settings(boolean takesOver, Path secret) {
    return new OidcSettings(
        provider.issuer(),
        IdentityProvider.CLIENT,
        Optional.of(Secret.parse("file:" + secret)),
        List.of("email", "profile"),
        "groups",
        Map.of("clv-admins", Role.ADMIN, "clv-readers", Role.VIEWER),
        "Shop ID",
        "Pedro, extension 12",
        false,
        takesOver);
  }

  private void start(boolean takesOver, boolean passwords) {
    server =
        PerenneServer.start(options(settings(takesOver, home.resolve("client-secret")), passwords));
    browser = new Browser(server.address());
  }

  private ServerOptions options(OidcSettings settings, boolean passwords) {
    return new ServerOptions(
        ServedHome.context(home),
        "127.0.0.1",
        0,
        "",
        DatabaseAddress.inHome(home),
        List.of(),
        false,
        AccessOptions.simple().withOidc(settings, passwords));
  }

  private static Map<String, Object> claims(String address, String... groups) {
    return Map.of("email", address, "email_verified", true, "groups", List.of(groups));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** Goes to the provider and returns where it leads back to. */
  private String throughTheProvider(String to) throws IOException {
    HttpResponse<String> sent = browser.get("/sign-in/oidc?to=" + to);
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(location(sent)).contains("code_challenge_method=S256", "nonce=", "state=");
    return location(new Browser(server.address()).get(location(sent)));
  }

  private HttpResponse<String> signIn(String subject, Map<String, Object> claims)
      throws IOException {
    provider.next(subject, claims, 600);
    return browser.get(throughTheProvider("%2Fruns"));
  }

  private int status(String path) throws IOException {
    return browser.get(path).statusCode();
  }

  @Test
  void newPerson_becomesAUserWithTheRoleOfTheirGroup_andSeesWhatTheyWanted() throws IOException {
    assertThat(browser.get("/sign-in?to=%2Fruns").body())
        .contains("Sign in with Shop ID", "/sign-in/oidc?to=%2Fruns", "type=\"password\"");

    HttpResponse<String> in = signIn("eva-1", claims(EVA, "other", "clv-readers", "clv-admins"));

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(location(in)).endsWith("/runs");
    assertThat(browser.get("/platform").body())
        .contains(EVA, "user.add", "admin, " + provider.issuer(), ">active<");
  }

  @Test
  void role_followsTheGroupsAtEachSignIn() throws IOException {
    signIn("eva-1", claims(EVA, "clv-admins"));
    assertThat(status("/platform")).isEqualTo(200);

    browser.forget();
    assertThat(signIn("eva-1", claims(EVA, "clv-readers")).statusCode()).isEqualTo(303);
    assertThat(status("/runs")).isEqualTo(200);
    assertThat(status("/platform")).isEqualTo(403);
  }

  @Test
  void personWithoutAGroup_isToldWhomToAsk_andIsOutEverywhere() throws IOException {
    signIn("eva-1", claims(EVA, "clv-readers"));
    Browser elsewhere = browser;
    assertThat(elsewhere.get("/runs").statusCode()).isEqualTo(200);
    browser = new Browser(server.address());

    HttpResponse<String> refused = signIn("eva-1", claims(EVA, "warehouse"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("none of your groups may use Perenne", "Pedro, extension 12")
        .doesNotContain("clv-readers");
    assertThat(status("/account")).isEqualTo(303);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void addressThatNobodyVouchesFor_isNotBelieved() throws IOException {
    Map<String, Object> claims = new HashMap<>(claims(EVA, "clv-readers"));
    claims.put("email_verified", false);
    assertThat(signIn("eva-1", claims).body()).contains("does not vouch for your e-mail address");

    claims.remove("email_verified");
    assertThat(signIn("eva-1", claims).statusCode()).isEqualTo(403);
    assertThat(status("/account")).isEqualTo(303);
  }

  private void becomeAdministrator(String name) throws IOException {
    Browser admin = new Browser(server.address());
    admin.post(
        server.entrance().orElseThrow(),
        Map.of("name", name, "password", PASSWORD, "again", PASSWORD));
  }

  @Test
  void localUserOfTheSameAddress_isNotTakenOver_unlessTheOperatorWantsIt() throws IOException {
    becomeAdministrator(EVA);

    HttpResponse<String> refused = signIn("stranger", claims(EVA, "clv-admins"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("there is a user of your e-mail address already");
    assertThat(status("/account")).isEqualTo(303);

    server.close();
    start(true, true);
    assertThat(signIn("eva-1", claims(EVA, "clv-admins")).statusCode()).isEqualTo(303);
    assertThat(browser.get("/platform").body()).contains("user.identity");
    browser.forget();
    assertThat(signIn("eva-2", claims(EVA, "clv-admins")).statusCode())
        .as("another person who was given her address")
        .isEqualTo(403);
  }

  @Test
  void userWhomAnAdministratorShutOut_staysOut() throws IOException {
    becomeAdministrator("ana@shop.example");
    signIn("eva-1", claims(EVA, "clv-readers"));
    Browser admin = new Browser(server.address());
    admin.post("/sign-in", Map.of("name", "ana@shop.example", "password", PASSWORD));
    admin.get("/platform");
    admin.post("/platform/users/2", Map.of("role", "viewer", "disabled", "true"));

    assertThat(status("/account")).isEqualTo(303);
    assertThat(signIn("eva-1", claims(EVA, "clv-readers")).body()).contains("you are shut out");
  }

  @Test
  void answerThatWasNotAskedForHere_isRefused() throws IOException {
    provider.next("eva-1", claims(EVA, "clv-admins"), 600);
    String back = throughTheProvider("%2F");

    Browser victim = new Browser(server.address());
    assertThat(victim.get(back).statusCode()).as("in another browser").isEqualTo(400);
    assertThat(browser.get(back).statusCode()).as("used already").isEqualTo(400);

    String changed = throughTheProvider("%2F").replaceFirst("state=[0-9a-f]{4}", "state=0000");
    assertThat(browser.get(changed).statusCode()).as("another state").isEqualTo(400);
    assertThat(status("/sign-in/oidc/callback")).isEqualTo(400);
    assertThat(browser.get("/sign-in/oidc/callback").body()).contains("Begin again");
    assertThat(status("/account")).isEqualTo(303);
  }

  @Test
  void whoeverDeclinesAtTheProvider_isToldSo() throws IOException {
    String back = throughTheProvider("%2F");

    HttpResponse<String> answer =
        browser.get(back.replaceFirst("code=[^&]*", "error=access_denied"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("did not let you in", "Try again");
  }

  private enum Forgery {
    NO_SIGNATURE,
    FOREIGN_KEY,
    SHARED_KEY,
    NONCE,
    AUDIENCE,
    ISSUER,
    EXPIRED;

    String of(String token) {
      try {
        SignedJWT real = IdentityProvider.read(token);
        JWTClaimsSet claims = real.getJWTClaimsSet();
        return switch (this) {
          case NO_SIGNATURE -> new PlainJWT(claims).serialize();
          case FOREIGN_KEY -> {
            SignedJWT forged =
                new SignedJWT(
                    new JWSHeader.Builder(real.getHeader().getAlgorithm())
                        .keyID(real.getHeader().getKeyID())
                        .build(),
                    claims);
            forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
            yield forged.serialize();
          }
          case SHARED_KEY -> {
            SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            forged.sign(new MACSigner(SECRET));
            yield forged.serialize();
          }
          default -> token;
        };
      } catch (ParseException | JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    Map<String, Object> claims() {
      Map<String, Object> claims = new HashMap<>(OidcSignInTest.claims(EVA, "clv-admins"));
      switch (this) {
        case NONCE -> claims.put("nonce", "another");
        case AUDIENCE -> claims.put("aud", "another");
        case ISSUER -> claims.put("iss", "https://another.example");
        default -> {}
      }
      return claims;
    }
  }

  @ParameterizedTest
  @EnumSource(Forgery.class)
  void tokenThatIsNotTheProvidersForUsNow_isRefused(Forgery forgery) throws IOException {
    provider.change(forgery::of);
    provider.next("eva-1", forgery.claims(), forgery == Forgery.EXPIRED ? -90 : 600);

    HttpResponse<String> answer = browser.get(throughTheProvider("%2F"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("cannot be believed").contains("Pedro, extension 12");
    assertThat(status("/account")).isEqualTo(303);
    provider.change(UnaryOperator.identity());
    assertThat(signIn("eva-1", claims(EVA, "clv-admins")).statusCode())
        .as("the true one afterwards")
        .isEqualTo(303);
  }

  @Test
  void clocksMayDifferByAMinute() throws IOException {
    provider.next("eva-1", claims(EVA, "clv-admins"), -30);

    assertThat(browser.get(throughTheProvider("%2F")).statusCode()).isEqualTo(303);
  }

  @Test
  void groupsThatTheTokenLeavesOut_areAskedFor_ofThisPersonOnly() throws IOException {
    provider.tell("{\"sub\":\"eva-1\",\"groups\":[\"clv-readers\"]}");
    Map<String, Object> claims = Map.of("email", EVA, "email_verified", true);
    assertThat(signIn("eva-1", claims).statusCode()).isEqualTo(303);

    browser.forget();
    assertThat(signIn("pepe-1", claims).statusCode()).isEqualTo(403);
  }

  @Test
  void providerThatDoesNotAnswer_isTold_andAPasswordStillOpens() throws IOException {
    becomeAdministrator("ana@shop.example");
    provider.close();

    HttpResponse<String> down = browser.get("/sign-in/oidc");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("Shop ID does not answer", "Sign in with a password");
    assertThat(
            browser
                .post("/sign-in", Map.of("name", "ana@shop.example", "password", PASSWORD))
                .statusCode())
        .isEqualTo(303);
    assertThat(status("/platform")).isEqualTo(200);
  }

  @Test
  void signingOut_endsTheSessionHereAndAtTheProvider() throws IOException {
    signIn("eva-1", claims(EVA, "clv-readers"));
    browser.get("/account");

    HttpResponse<String> out = browser.post("/sign-out", Map.of());

    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.headers().firstValue("Refresh"))
        .hasValueSatisfying(
            to ->
                assertThat(to)
                    .startsWith("0; url=" + provider.issuer() + "/endsession")
                    .contains("id_token_hint=ey", "post_logout_redirect_uri=" + encodedSignIn()));
    assertThat(out.body()).contains("You are signed out").doesNotContain("/account");
    assertThat(status("/account")).isEqualTo(303);
  }

  private String encodedSignIn() {
    return java.net.URLEncoder.encode(
        URI.create(server.address()).resolve("/sign-in").toString(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void passwordsThatAreSwitchedOff_openNothing() throws IOException {
    becomeAdministrator("ana@shop.example");
    server.close();
    start(false, false);

    assertThat(server.entrance()).isEmpty();
    assertThat(browser.get("/sign-in").body())
        .contains("Sign in with Shop ID")
        .doesNotContain("type=\"password\"");
    HttpResponse<String> refused =
        browser.post("/sign-in", Map.of("name", "ana@shop.example", "password", PASSWORD));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("switched off");
    assertThat(status("/account")).isEqualTo(303);
    assertThat(signIn("eva-1", claims(EVA, "clv-admins")).statusCode()).isEqualTo(303);
    assertThat(browser.get("/account").body()).doesNotContain("type=\"password\"");
  }

  @Test
  void secretThatIsNotThere_isToldAtTheStart() {
    ServerOptions options = options(settings(false, home.resolve("nowhere")), true);

    assertThatThrownBy(() -> PerenneServer.start(options))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere");
  }
}
