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

/** The rows that could not be read, on a page and as a file. */
class RejectsPageTest {
  private @TempDir Path folder;

  private Path orders(int good, int bad) throws IOException {
    StringBuilder rows = new StringBuilder("customer,date,amount\n");
    for (int i = 0; i < good; i++) {
      rows.append(i % 50).append(",2024-01-").append(10 + i % 19).append(",12.50\n");
    }
    for (int i = 0; i < bad; i++) {
      rows.append(i).append(i % 2 == 0 ? ",2024-01-10,=1+" + i + "\n" : ",,10\n");
    }
    return Files.writeString(folder.resolve("orders.csv"), rows);
  }

  @Test
  void rejectsOfARun_arePagedWithReasonsInTheReadersLanguage_andDownloadedWhole()
      throws IOException {
    Path home = folder.resolve("home");
    RunDocument run =
        ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", orders(20_000, 450));
    try (ServedHome served = new ServedHome(home, "/clv")) {
      String path = "/runs/" + run.runId() + "/rejects";
      assertThat(served.get("/runs/" + run.runId()).body()).contains("/clv" + path + "\"");
      assertThat(served.get("/data", Map.of("Accept-Language", "en")).body())
          .contains("/clv" + path + "\"", "left out 450 rows");

      String page = served.get(path, Map.of("Accept-Language", "en")).body();
      assertThat(page)
          .contains("450 rows could not be read", "Page 1 of 3.", "=1+0", "20002")
          .contains("not a number as this file writes them", "the time is missing");
      assertThat(page.split("<tr>", -1)).hasSize(1 + 1 + 200);
      String spanish = served.get(path + "?page=3", Map.of("Accept-Language", "es")).body();
      assertThat(spanish)
          .contains("450 filas no se pudieron leer", "Página 3 de 3.", "falta: fecha")
          .doesNotContain("not a number", "is missing");
      assertThat(spanish.split("<tr>", -1)).hasSize(1 + 1 + 50);
      for (String bad : new String[] {"4", "0", "x", "-1"}) {
        assertThat(served.get(path + "?page=" + bad).statusCode()).as(bad).isEqualTo(404);
      }

      HttpResponse<String> file = served.get(path + "/file");
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Disposition"))
          .hasValueSatisfying(name -> assertThat(name).contains("rejects.csv.gz"));
      assertThat(file.headers().firstValueAsLong("Content-Length"))
          .hasValue(
              Files.size(home.resolve("runs").resolve(run.runId()).resolve("rejects.csv.gz")));
    }
  }

  @Test
  void rejectsOfARefusedRun_areThereToo() throws IOException {
    Path home = folder.resolve("home");
    Path file = orders(100, 100);
    assertThatThrownBy(() -> ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", file))
        .isInstanceOf(InputException.class);
    try (ServedHome served = new ServedHome(home, "")) {
      String data = served.get("/data", Map.of("Accept-Language", "en")).body();
      assertThat(data).contains("Too many rows could not be read; nothing was published.");
      int at = data.indexOf("/runs/");
      while (!data.substring(at, data.indexOf('"', at)).endsWith("/rejects")) {
        at = data.indexOf("/runs/", at + 1);
      }
      String path = data.substring(at, data.indexOf('"', at));

      assertThat(served.get(path, Map.of("Accept-Language", "en")).body())
          .contains("100 rows could not be read", "Too many for the run to be published");
      assertThat(served.get(path + "/file").statusCode()).isEqualTo(200);
      assertThat(served.get("/runs/..%2f..%2fperenne/rejects").statusCode()).isIn(400, 404);
      assertThat(served.stranger(path, Map.of()).statusCode()).isIn(303, 401);
    }
  }
}
