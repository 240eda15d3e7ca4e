// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tools of an assistant over HTTP, asked by the client of the protocol's own library. */
class McpHttpTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> RULE =
      Map.of("not", Map.of("field", "value", "at_least", 12.5));
  private static final Map<String, Map<String, Object>> ASKED =
      Map.ofEntries(
          Map.entry("list_runs", Map.of("limit", 1)),
          Map.entry("data_quality", Map.of()),
          Map.entry("segments", Map.of("by", "segments")),
          Map.entry("describe_segment", Map.of("segment", "04")),
          Map.entry("movement", Map.of()),
          Map.entry("forecast_check", Map.of("from", "before")),
          Map.entry("segment_customers", Map.of("segment", "02", "limit", 3)),
          Map.entry("find_customers", Map.of("text", "12347")),
          Map.entry("explain_customer", Map.of("customer_id", "12347")),
          Map.entry("customer_history", Map.of("customer_id", "12347")),
          Map.entry("what_if", Map.of("customer_id", "12347", "silent_until", "2012-03-01")),
          Map.entry("config_get", Map.of()),
          Map.entry("list_audiences", Map.of()),
          Map.entry("preview_audience", Map.of("rule", RULE)),
          Map.entry("set_audience", Map.of("id", "by-mcp", "name", "By MCP", "rule", RULE)));
  private static final Set<String> PERSONAL =
      Set.of(
          "segment_customers",
          "find_customers",
          "explain_customer",
          "customer_history",
          "what_if",
          "preview_audience");

  private static TwoRuns runs;
  private static String address;

  @BeforeAll
  static void begin() throws IOException {
    runs = TwoRuns.get();
    address = runs.served().server().address().replaceFirst("/$", "");
  }

  private static McpSyncClient client(Permission... permissions) {
    String key = Program.key(runs.home(), permissions);
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(address)
                    .endpoint("/mcp")
                    .jsonMapper(new JacksonMcpJsonMapper(JSON))
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                    .build())
            .jsonSchemaValidator(new DefaultJsonSchemaValidator(JSON))
            .build();
    client.initialize();
    return client;
  }

  private static McpSchema.CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  /** The earlier run has an id of its own each time. */
  private static Map<String, Object> asked(String tool) {
    return tool.equals("forecast_check")
        ? Map.of("from", runs.before().runId())
        : Objects.requireNonNull(ASKED.get(tool));
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().get(0)).text();
  }

  @Test
  void everyTool_answersAsItsSchemaSays() throws IOException {
    SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    try (McpSyncClient client =
        client(Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE)) {
      List<McpSchema.Tool> tools = client.listTools().tools();

      assertThat(tools).hasSizeLessThanOrEqualTo(15);
      assertThat(tools).extracting(McpSchema.Tool::name).hasSameElementsAs(ASKED.keySet());
      for (McpSchema.Tool tool : tools) {
        assertThat(tool.annotations().readOnlyHint())
            .as(tool.name())
            .isEqualTo(!tool.name().startsWith("set_"));
        assertThat(tool.description()).as(tool.name()).hasSizeBetween(40, 400);
        assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
        McpSchema.CallToolResult result = call(client, tool.name(), asked(tool.name()));
        assertThat(result.isError()).as(tool.name() + ": " + result.content()).isFalse();
        JsonNode structured = JSON.valueToTree(result.structuredContent());
        assertThat(
                schemas
                    .getSchema(JSON.<JsonNode>valueToTree(tool.outputSchema()))
                    .validate(structured))
            .as(tool.name())
            .isEmpty();
        assertThat(JSON.readTree(text(result)))
            .as(tool.name())
            .isEqualTo(JSON.readTree(JSON.writeValueAsString(structured)));
      }
    }
  }

  @Test
  void rule_thatIsNone_isRefusedInWords_andNothingIsKept() {
    try (McpSyncClient client =
        client(Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE)) {
      McpSchema.CallToolResult result =
          call(
              client,
              "set_audience",
              Map.of("id", "x", "name", "X", "rule", Map.of("script", "exec('ls')")));

      assertThat(result.isError()).isTrue();
      assertThat(text(result)).contains("“script” is not known here");
      assertThat(text(call(client, "list_audiences", Map.of()))).doesNotContain("\"id\":\"x\"");
    }
  }

  @Test
  void ruleMayMeanOnePerson_soItNeedsThePermissionForThose() {
    try (McpSyncClient client = client(Permission.READ, Permission.CONFIGURE)) {
      for (Map.Entry<String, Map<String, Object>> each :
          Map.of(
                  "preview_audience", Map.<String, Object>of("rule", RULE),
                  "set_audience", Map.<String, Object>of("id", "x", "name", "X", "rule", RULE))
              .entrySet()) {
        McpSchema.CallToolResult result = call(client, each.getKey(), each.getValue());

        assertThat(result.isError()).as(each.getKey()).isTrue();
        assertThat(text(result)).as(each.getKey()).contains("customers");
      }
    }
  }

  @Test
  void toolsAndApi_sayTheSame() throws IOException {
    Program program = new Program(address, Program.key(runs.home(), Permission.READ));
    JsonNode api = Program.json(program.get("/api/v1/runs/latest/segments"));
    try (McpSyncClient client = client(Permission.READ)) {
      JsonNode tool = JSON.readTree(text(call(client, "segments", Map.of())));

      assertThat(tool).isEqualTo(api);
    }
  }

  @Test
  void keyWithoutCustomers_seesNone_andIsToldWhatIsMissing() {
    try (McpSyncClient client = client(Permission.READ)) {
      for (String tool : PERSONAL) {
        McpSchema.CallToolResult refused = call(client, tool, asked(tool));
        assertThat(refused.isError()).as(tool).isTrue();
        assertThat(text(refused)).contains("customers").doesNotContain("12347");
        assertThat(refused.structuredContent()).isNull();
      }
      assertThat(text(call(client, "config_get", Map.of()))).contains("configure");
    }
  }

  @Test
  void argumentsThatCannotBe_areRefusedInWords() {
    try (McpSyncClient client = client(Permission.READ, Permission.CUSTOMERS)) {
      Map<String, Map<String, Object>> wrong = new HashMap<>();
      wrong.put("segments", Map.of("colour", "blue"));
      wrong.put("segment_customers", Map.of("segment", "02", "limit", 1_000_000));
      wrong.put("explain_customer", Map.of("customer_id", "nobody"));
      wrong.put("what_if", Map.of("customer_id", "12347", "silent_until", "2001-01-01"));
      wrong.put("list_runs", Map.of("cursor", "x"));
      wrong.put("data_quality", Map.of("run", "none"));
      wrong.forEach(
          (tool, arguments) -> {
            McpSchema.CallToolResult refused = call(client, tool, arguments);
            assertThat(refused.isError()).as(tool).isTrue();
            assertThat(text(refused)).as(tool).isNotBlank().doesNotContain("Exception");
          });
    }
  }

  @Test
  void whatWasAsked_isRecorded_withoutTheTextThatWasLookedFor() {
    try (McpSyncClient client = client(Permission.READ, Permission.CUSTOMERS)) {
      call(client, "find_customers", Map.of("text", "eva@shop.example"));
    }
    try (Store store = Store.open(DatabaseAddress.inHome(runs.home()), InstantSource.system())) {
      List<Audit.Entry> entries = store.read(in -> new Audit(in).newest(300));
      assertThat(entries)
          .anySatisfy(
              entry -> {
                assertThat(entry.what()).isEqualTo("mcp.call");
                assertThat(entry.target()).isEqualTo("find_customers");
                assertThat(entry.who()).startsWith("key:");
                assertThat(entry.after()).contains("text=…");
              })
          .noneSatisfy(entry -> assertThat(entry.toString()).contains("eva@shop.example"));
    }
  }

  @Test
  void stranger_pageOfAnotherSite_andOtherMethods_areRefused() throws IOException {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    Map<String, String> accept = Map.of("Accept", "application/json, text/event-stream");
    HttpResponse<String> stranger = new Program(address, "").send("POST", "/mcp", ping, accept);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate")).isPresent();
    Program program = new Program(address, Program.key(runs.home(), Permission.READ));

    assertThat(program.send("POST", "/mcp", ping, accept).statusCode()).isEqualTo(200);
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      Map<String, String> headers = new HashMap<>(accept);
      headers.put("Origin", origin);
      assertThat(program.send("POST", "/mcp", ping, headers).statusCode())
          .as(origin)
          .isEqualTo(403);
    }
    Map<String, String> own = new HashMap<>(accept);
    own.put("Origin", address);
    assertThat(program.send("POST", "/mcp", ping, own).statusCode()).isEqualTo(200);
    assertThat(program.get("/mcp", Map.of("Accept", "text/event-stream")).statusCode())
        .isEqualTo(405);
  }
}
