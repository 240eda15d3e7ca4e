// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An assistant on this machine, played by the client of the protocol's own library. */
class McpCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static @TempDir Path folder;
  private static Path home;

  @BeforeAll
  static void publish() {
    assertThat(Terminal.run("demo", "--quiet", "--no-serve", "--home=" + folder).exitCode())
        .isZero();
    home = folder.resolve("demo");
  }

  private static McpSyncClient client(String... options) {
    List<String> arguments = new ArrayList<>(List.of("mcp", "--home=" + home));
    arguments.addAll(List.of(options));
    List<String> command = PerenneProcess.command(System.getProperty("java.class.path"), arguments);
    McpSyncClient client =
        McpClient.sync(
                new StdioClientTransport(
                    ServerParameters.builder(command.get(0))
                        .args(command.subList(1, command.size()))
                        .build(),
                    new JacksonMcpJsonMapper(JSON)))
            .jsonSchemaValidator(new DefaultJsonSchemaValidator(JSON))
            .initializationTimeout(Duration.ofSeconds(60))
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
    return client;
  }

  private static McpSchema.CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().get(0)).text();
  }

  @Test
  void assistant_seesTotals_andNoCustomerUnlessAllowed() throws IOException {
    try (McpSyncClient client = client()) {
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("list_runs", "segments", "movement", "config_get")
          .doesNotContain("explain_customer", "segment_customers", "find_customers");
      McpSchema.CallToolResult segments = call(client, "segments", Map.of());
      assertThat(segments.isError()).isFalse();
      assertThat(JSON.readTree(text(segments)).path("segments")).hasSize(11);
    }
  }

  @Test
  void assistant_explainsACustomer_ifAllowed() throws IOException {
    try (McpSyncClient client = client("--customers")) {
      McpSchema.CallToolResult page =
          call(client, "segment_customers", Map.of("segment", "02", "limit", 1));
      String id = JSON.readTree(text(page)).at("/customers/0/CustomerId").asText();

      McpSchema.CallToolResult one = call(client, "explain_customer", Map.of("customer_id", id));

      assertThat(one.isError()).as(text(one)).isFalse();
      assertThat(JSON.readTree(text(one)).path("reasons")).isNotEmpty();
    }
  }

  @Test
  void standardOutput_carriesTheProtocolOnly_andTheProcessEndsWithItsInput() throws Exception {
    List<String> command =
        PerenneProcess.command(
            System.getProperty("java.class.path"), List.of("mcp", "--home=" + home));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try (OutputStream in = process.getOutputStream()) {
      in.write(
          ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                  + "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                  + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}\n")
              .getBytes(StandardCharsets.UTF_8));
      in.flush();
      assertThat(JSON.readTree(out.readLine()).at("/result/serverInfo/name").asText())
          .isEqualTo("perenne");
      in.write(
          """
          {"jsonrpc":"2.0","method":"notifications/initialized"}
          no json
          []

          {"jsonrpc":"2.0"}
          {"jsonrpc":"2.0","id":2,"method":"ping"}
          """
              .getBytes(StandardCharsets.UTF_8));
      in.flush();
      JsonNode pong = JSON.readTree(out.readLine());
      assertThat(pong.path("id").asInt()).isEqualTo(2);
      assertThat(pong.has("result")).isTrue();
    }

    assertThat(out.readLine()).isNull();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
