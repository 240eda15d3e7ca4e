// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void serve_printsTheLinkThatMakesTheAdministrator_andStopsWhenAsked() throws Exception {
    Path home = folder.resolve("home");
    assertThat(Terminal.run("demo", "--quiet", "--home=" + home).exitCode()).isZero();
    Process process =
        PerenneProcess.start(
            folder,
            List.of("serve", "--port=0", "--language=es", "--home=" + home.resolve("demo")));
    try (BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      String said = out.readLine();
      String first = out.readLine();
      HttpResponse<String> page = open(first.substring(first.indexOf("http")));

      assertThat(said).startsWith("Las páginas están en http://127.0.0.1:");
      assertThat(first).startsWith("Aún no puede entrar nadie.");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("name=\"password\"");
      assertThat(open(said.substring(said.indexOf("http"))).statusCode()).isEqualTo(401);
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static HttpResponse<String> open(String link) throws IOException, InterruptedException {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    return browser.send(
        HttpRequest.newBuilder(URI.create(link)).header("Accept-Language", "es").build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "--port=-1,--port",
    "--port=70000,--port",
    "--base-path=clv,--base-path",
    "--base-path=/a//b,--base-path"
  })
  void optionThatCannotBeServed_isRefusedWithWhatToDo(String option, String named) {
    Terminal terminal = Terminal.run("serve", option, "--home=" + folder);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains(named, "cannot be served like that");
  }

  @Test
  void demoWithoutATerminal_saysHowToSeeItsPages() {
    Terminal terminal =
        Terminal.run("demo", "--home=" + folder.resolve("home"), "--set=language=en");

    assertThat(terminal.out())
        .contains("perenne serve --home " + folder.resolve("home").resolve("demo"));
  }
}
