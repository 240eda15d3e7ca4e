// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.http.WebApplication.Route;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route there is, asked for by those who may not. */
class RoutesTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  /** What a stranger may ask for; a new route for strangers has to be added here on purpose. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /assets/{version}/{name}",
          "GET /healthz",
          "GET /readyz",
          "GET /language/{code}",
          "GET /sign-in",
          "POST /sign-in",
          "GET /welcome/{token}",
          "POST /welcome/{token}",
          "GET /u/{token}",
          "POST /u/{token}",
          "GET /api/v1/openapi.json");

  /** Where events come from pages of any site, each with a write key. */
  private static final Pattern TRACKING =
      Pattern.compile("(/beacon)?/v1/.*|/api/s/(s2s/)?[{]call}");

  private static boolean isTracking(Route route) {
    return TRACKING.matcher(route.path()).matches();
  }

  private @TempDir Path home;
  private PerenneServer server;
  private Browser admin;

  @BeforeEach
  void start() throws IOException {
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
    admin.get("/account");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String filled(Route route) {
    return route.path().replaceAll("[{<][a-z]+[}>]", "1");
  }

  @Test
  void stranger_isRefusedEverywhereButAtTheDoor() throws IOException {
    List<Route> routes = server.routes();
    assertThat(routes).hasSizeGreaterThan(20);
    assertThat(routes.stream().map(Route::toString)).containsAll(OPEN);
    for (Route route : routes) {
      if (OPEN.contains(route.toString()) || isTracking(route)) {
        continue;
      }
      Browser stranger = new Browser(server.address());
      int status =
          stranger.send(route.method(), filled(route), Map.of("Accept", "*/*")).statusCode();
      assertThat(status).as("%s", route).isEqualTo(401);
      if (route.method().equals("GET")) {
        assertThat(stranger.send("HEAD", filled(route), Map.of("Accept", "*/*")).statusCode())
            .as("HEAD of %s", route)
            .isEqualTo(401);
      }
    }
  }

  @Test
  void formWithoutItsToken_changesNothing() throws IOException {
    for (Route route : server.routes()) {
      if (route.method().equals("GET") || OPEN.contains(route.toString()) || isTracking(route)) {
        continue;
      }
      for (String token : List.of("", "0".repeat(64))) {
        int status =
            route.method().equals("POST")
                ? admin.post(filled(route), Map.of("csrf", token)).statusCode()
                : admin
                    .send(route.method(), filled(route), Map.of("X-CSRF-Token", token))
                    .statusCode();
        assertThat(status).as("%s with the token '%s'", route, token).isEqualTo(403);
      }
    }
    assertThat(admin.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void formOfAnotherSite_isRefused_theDoorIncluded() throws IOException {
    for (Route route : server.routes()) {
      if (!route.method().equals("GET") && !isTracking(route)) {
        assertThat(
                admin
                    .send(route.method(), filled(route), Map.of("Sec-Fetch-Site", "cross-site"))
                    .statusCode())
            .as("%s", route)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void eventOfAnotherSite_isNotTakenWithoutAKey_thoughSomebodyIsSignedIn() throws IOException {
    assertThat(server.routes().stream().filter(RoutesTest::isTracking)).hasSizeGreaterThan(9);
    for (Route route : server.routes()) {
      if (isTracking(route)) {
        int status =
            admin
                .send(
                    route.method(),
                    filled(route).replace("/1", "/track"),
                    Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://shop.example"))
                .statusCode();
        assertThat(status)
            .as("%s", route)
            .isIn(route.method().equals("POST") ? List.of(400, 401) : List.of(200, 204, 404));
      }
    }
  }

  @Test
  void pathThatClimbs_staysInside() throws IOException {
    for (String path :
        List.of(
            "/runs/..%2F..%2Fetc/files/contract",
            "/runs/%2e%2e/files/%2e%2e%2fperenne.db",
            "/assets/x/..%2F..%2Fperenne.db",
            "/assets/x/%2e%2e%2fstyle.css")) {
      assertThat(admin.get(path).statusCode()).as(path).isIn(400, 404);
    }
  }
}
