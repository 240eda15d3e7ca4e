// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.account.Permission;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs have published. */
final class Published {
  private Published() {}

  /** Lets a server make a run of its settings. */
  static RunDocument runOfServer(Path home, String day) throws Exception {
    try (LiveServer live = new LiveServer(home)) {
      Program operator =
          new Program(live.server().address(), Program.key(home, Permission.READ, Permission.RUN));
      HttpResponse<String> order =
          operator.send(
              "POST", "/api/v1/jobs", "{\"kind\":\"run\",\"as_of\":\"" + day + "\"}", Map.of());
      String job = order.headers().firstValue("Location").orElseThrow();
      JsonNode state = Program.json(operator.get(job));
      for (int i = 0; i < 600 && !state.path("state").asText().matches("done|failed"); i++) {
        Thread.sleep(100);
        state = Program.json(operator.get(job));
      }
      assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("done");
      return RunStore.of(home).find(state.path("run_id").asText());
    }
  }

  /** Returns the customers of a run by column, as texts; an absent one is empty. */
  static List<Map<String, String>> rows(Path run) {
    List<Map<String, String>> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COLUMNS(*)::VARCHAR FROM read_parquet('"
                    + run.resolve("customers.parquet")
                    + "')")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          String value = rows.getString(i);
          row.put(rows.getMetaData().getColumnName(i), value == null ? "" : value);
        }
        all.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
