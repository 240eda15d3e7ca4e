// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.perenne.server.account.Permission;
import io.perenne.server.api.AudienceFacts;
import io.perenne.server.api.Problems;
import io.perenne.server.api.Questions;
import io.perenne.server.api.SettingsFacts;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.storage.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers an assistant, whatever way it is connected, and records what it asked. */
final class Assistant {
  static final String NAME = "perenne";
  static final String INSTRUCTIONS =
      "Perenne tells a retailer what each customer is worth. Amounts are in the currency that"
          + " stands beside them; expectations come with a range. All tools only read, but for"
          + " set_audience. Begin with list_runs and data_quality.";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final List<Tool> tools;
  private final Store store;
  private final InstantSource clock;

  Assistant(Questions questions, SettingsFacts settings, Store store, InstantSource clock) {
    AudienceFacts audiences = new AudienceFacts(new AudienceBook(store, questions.runs(), clock));
    tools =
        Stream.of(new Tools(questions, settings).all(), new AudienceTools(audiences).all())
            .flatMap(List::stream)
            .toList();
    this.store = store;
    this.clock = clock;
  }

  List<Tool> tools() {
    return tools;
  }

  static McpJsonMapper mapper() {
    return new JacksonMcpJsonMapper(JSON);
  }

  static JsonSchemaValidator validator() {
    return new DefaultJsonSchemaValidator(JSON);
  }

  /** Returns a tool as the protocol describes it. */
  static McpSchema.Tool described(Tool tool) {
    return McpSchema.Tool.builder(tool.name(), JSON.convertValue(tool.input(), OBJECT))
        .title(tool.title())
        .description(tool.description())
        .outputSchema(JSON.convertValue(tool.output(), OBJECT))
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .title(tool.title())
                .readOnlyHint(tool.reads())
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(false)
                .build())
        .build();
  }

  /** Answers a call; what cannot be answered is told in words. */
  McpSchema.CallToolResult call(Tool tool, Caller caller, Map<String, Object> given) {
    Arguments arguments = new Arguments(given, caller.language(), caller.who());
    boolean may = caller.permissions().containsAll(tool.needs());
    record(caller, may ? "mcp.call" : "mcp.refuse", tool, arguments);
    if (!may) {
      return refused(missing(tool, caller));
    }
    try {
      ObjectNode answer = tool.answer().apply(arguments);
      return McpSchema.CallToolResult.builder()
          .addTextContent(answer.toString())
          .structuredContent(JSON.convertValue(answer, OBJECT))
          .isError(false)
          .build();
    } catch (RuntimeException e) {
      return refused(Problems.inWords(e, caller.language()));
    }
  }

  private static String missing(Tool tool, Caller caller) {
    String missing =
        tool.needs().stream()
            .filter(each -> !caller.permissions().contains(each))
            .sorted()
            .map(Permission::code)
            .collect(Collectors.joining(", "));
    return Words.message("permission", missing).in(caller.language());
  }

  private static McpSchema.CallToolResult refused(String why) {
    return McpSchema.CallToolResult.builder().addTextContent(why).isError(true).build();
  }

  private void record(Caller caller, String what, Tool tool, Arguments arguments) {
    caller
        .who()
        .record(
            store,
            clock.instant(),
            what,
            tool.name(),
            Optional.empty(),
            Optional.of(arguments.recorded()).filter(text -> !text.isEmpty()));
  }
}
