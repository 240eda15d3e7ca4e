// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.server.account.Permission;
import io.perenne.server.http.WebApplication.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API says what there is, and nothing else. */
class ApiDescriptionTest {
  private static final String PREFIX = "/api/v1";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private static TwoRuns runs;
  private static Described described;

  @BeforeAll
  static void read() throws IOException {
    runs = TwoRuns.get();
    described = new Described(new Program(runs.served().server().address(), ""));
  }

  private static Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    described
        .document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + PREFIX
                                    + path.getKey());
                          }
                        }));
    return operations;
  }

  @Test
  void everyRoute_isDescribed_andEveryDescriptionIsARoute() {
    Set<String> routes =
        runs.served().server().routes().stream()
            .filter(route -> route.path().startsWith(PREFIX + "/"))
            .map(Route::toString)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(routes).hasSizeGreaterThan(25);
    assertThat(operations()).isEqualTo(routes);
  }

  @Test
  void everyReference_leadsSomewhere() {
    for (JsonNode reference : described.document().findValues("$ref")) {
      assertThat(described.document().at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void everyOperation_hasANameOfItsOwn_aSummary_aProblem_andItsPathParameters() {
    List<String> names = new ArrayList<>();
    described
        .document()
        .path("paths")
        .properties()
        .forEach(
            path -> {
              for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
                if (METHODS.contains(each.getKey())) {
                  JsonNode operation = each.getValue();
                  names.add(operation.path("operationId").asText());
                  assertThat(operation.path("summary").asText()).as(path.getKey()).isNotBlank();
                  assertThat(operation.path("responses").path("default").isObject())
                      .as(path.getKey())
                      .isTrue();
                }
              }
              Set<String> inPath = new TreeSet<>();
              for (JsonNode parameter : path.getValue().path("parameters")) {
                inPath.add(described.resolved(parameter).path("name").asText());
              }
              assertThat(inPath)
                  .as(path.getKey())
                  .isEqualTo(new TreeSet<>(TwoRuns.all("\\{([a-z]+)\\}", path.getKey())));
            });
    assertThat(names).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void everyExample_isValid() {
    List<JsonNode> contents = described.document().findValues("content");
    int seen = 0;
    for (JsonNode content : contents) {
      for (JsonNode media : content) {
        if (media.has("example")) {
          described.require(media.path("schema"), media.path("example"), "" + media);
          seen++;
        }
        for (JsonNode example : media.path("examples")) {
          described.require(media.path("schema"), example.path("value"), "" + example);
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(6);
  }

  @Test
  void columnsOfCustomers_areThoseOfTheContract() throws IOException {
    Program program =
        new Program(runs.served().server().address(), Program.key(runs.home(), Permission.READ));
    Set<String> columns = new TreeSet<>();
    Program.json(program.get("/api/v1/runs/latest/datamodel"))
        .path("columns")
        .forEach(column -> columns.add(column.path("name").asText()));
    Set<String> described =
        new TreeSet<>(
            List.copyOf(
                ApiDescriptionTest.described
                    .document()
                    .at("/components/schemas/CustomerValues/properties")
                    .properties()
                    .stream()
                    .map(Map.Entry::getKey)
                    .toList()));

    assertThat(described).isEqualTo(columns);
  }
}
