// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what a browser is told. */
class EntranceTest {
  private @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/segments",
        "/segments.csv",
        "/customers",
        "/customers.csv",
        "/customers/1",
        "/runs",
        "/runs/1",
        "/runs/1/files/contract",
        "/platform"
      })
  void stranger_seesNothing(String path) throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(served.stranger(path, Map.of()).statusCode()).isEqualTo(401);
      assertThat(served.stranger(path, Map.of("Cookie", "perenne-session=guess")).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void wrongLink_letsNobodyIn() throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      HttpResponse<String> answer = served.stranger("/enter/0000", Map.of());

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void linkOfAnotherServer_letsNobodyIn() throws IOException {
    try (ServedHome one = new ServedHome(home, "");
        ServedHome other = new ServedHome(home, "")) {
      String path = one.server().entrance().orElseThrow().replaceAll("http://[^/]*", "");

      assertThat(other.stranger(path, Map.of()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void browser_isToldToRefuseWhatIsNotOurs() throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      HttpResponse<String> answer = served.get("/");

      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .contains("default-src 'none'", "frame-ancestors 'none'")
                      .doesNotContain("unsafe"));
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      HttpResponse<String> entered =
          served.stranger(
              served.server().entrance().orElseThrow().replaceAll("http://[^/]*", ""), Map.of());
      assertThat(entered.headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(
              cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    }
  }

  @Test
  void homeWithoutRuns_saysHowToMakeOne() throws IOException {
    try (ServedHome served = new ServedHome(home.resolve("not there yet"), "")) {
      for (String path : new String[] {"/", "/segments", "/customers", "/runs"}) {
        HttpResponse<String> answer = served.get(path, Map.of("Accept-Language", "en"));

        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).contains("perenne run --transactions FILE");
      }
      assertThat(served.get("/segments.csv").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void pagesUnderAPath_stayUnderIt() throws IOException {
    try (ServedHome served = new ServedHome(home, "/shop/clv")) {
      HttpResponse<String> page = served.get("/segments");

      assertThat(served.server().entrance().orElseThrow()).contains("/shop/clv/enter/");
      assertThat(page.body()).doesNotContainPattern("(href|src|action)=\"/(?!shop/clv/)");
      assertThat(served.get("/assets/x/style.css").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void chosenLanguage_staysChosen_andLeadsBackInsideOnly() throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      HttpResponse<String> chosen = served.get("/language/en?to=%2Fsegments%3Fby%3Dbands");
      String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

      assertThat(chosen.headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).endsWith("/segments?by=bands"));
      assertThat(served.get("/", Map.of("Cookie", cookie, "Accept-Language", "es")).body())
          .contains("<html lang=\"en\">");
      assertThat(served.get("/language/en?to=%2F%2Fevil.example").headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).doesNotContain("evil"));
    }
  }

  @Test
  void namesInAFile_areShownAndNeverRun() throws IOException {
    Path rows = home.resolve("rows.csv");
    Files.writeString(
        rows,
        "customer_id,date,amount\n<script>alert(1)</script>,2024-01-10,40.00\n=1+1,2024-01-12,20.00\n");
    ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", rows);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(served.get("/customers").body())
          .contains("&lt;script&gt;alert(1)")
          .doesNotContain("<script>alert");
      assertThat(served.get("/customers/%3Cscript%3Ealert(1)%3C%2Fscript%3E").statusCode())
          .isIn(200, 400);
      assertThat(served.get("/customers.csv").body()).contains("\n'=1+1,").doesNotContain("\n=1+1");
    }
  }

  @Test
  void runThatSomebodyHasDamaged_isToldWithItsFile() throws IOException {
    Path rows = home.resolve("rows.csv");
    Files.writeString(rows, "customer_id,date,amount\n1,2024-01-10,40.00\n");
    RunDocument run = ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", rows);
    Files.delete(home.resolve("runs").resolve(run.runId()).resolve("customers.parquet"));
    try (ServedHome served = new ServedHome(home, "")) {
      HttpResponse<String> answer = served.get("/segments", Map.of("Accept-Language", "en"));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("cannot be read", "customers.parquet");
      assertThat(answer.headers().firstValue("X-Request-Id"))
          .hasValueSatisfying(
              id -> assertThat(answer.body()).containsPattern("Quote this number[^<]*" + id));
      assertThat(served.get("/runs").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void portThatIsTaken_isToldWithTheRemedy() throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      ServerOptions same = ServedHome.options(served.context(), served.server().port(), "");

      assertThatThrownBy(() -> PerenneServer.start(same))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("--port");
    }
  }
}
