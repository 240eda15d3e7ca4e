// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.perenne.analytics.home.Software;
import io.perenne.server.account.Principal;
import io.perenne.server.api.ApiServices;
import io.perenne.server.api.Problems;
import io.perenne.server.api.RateLimit;
import io.perenne.server.api.SettingsFacts;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Visitor;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tools over HTTP: {@code POST /mcp}, with the key of a program. No session is kept, so any of
 * several servers can answer.
 */
public final class McpEndpoint implements PageGroup {
  private static final String PATH = "/mcp";
  private static final String CALLER = McpEndpoint.class.getName();
  private static final int MOST_BODY = 256 * 1024;

  private final HttpServletStatelessServerTransport transport;
  private final RateLimit limit;

  /** Makes the endpoint of a home. */
  public McpEndpoint(ApiServices services) {
    limit = new RateLimit(services.clock());
    Assistant assistant =
        new Assistant(
            services.questions(),
            new SettingsFacts(services.settings()),
            services.store(),
            services.clock());
    transport =
        HttpServletStatelessServerTransport.builder()
            .jsonMapper(Assistant.mapper())
            .messageEndpoint(PATH)
            .maxRequestSize(MOST_BODY)
            .contextExtractor(
                request -> McpTransportContext.create(Map.of(CALLER, request.getAttribute(CALLER))))
            .build();
    var unused =
        McpServer.sync(transport)
            .serverInfo(Assistant.NAME, Software.version())
            .instructions(Assistant.INSTRUCTIONS)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .jsonMapper(Assistant.mapper())
            .jsonSchemaValidator(Assistant.validator())
            .validateToolInputs(true)
            .immediateExecution(true)
            .tools(
                assistant.tools().stream()
                    .map(
                        tool ->
                            new SyncToolSpecification(
                                Assistant.described(tool),
                                (context, call) ->
                                    assistant.call(tool, caller(context), call.arguments())))
                    .toList())
            .build();
  }

  private static Caller caller(McpTransportContext context) {
    return (Caller) Objects.requireNonNull(context.get(CALLER));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::answer, Access.READ);
  }

  private void answer(Context request) throws IOException, ServletException {
    requireOwnOrigin(request);
    Principal principal = Visitor.of(request).orElseThrow();
    int seconds = limit.secondsToWait(principal.name());
    if (seconds > 0) {
      Problems.tellToWait(request, seconds);
      return;
    }
    request
        .req()
        .setAttribute(
            CALLER,
            new Caller(
                Visitor.change(request),
                principal.permissions(),
                Problems.language(Optional.ofNullable(request.header("Accept-Language")))));
    transport.service(request.req(), request.res());
  }

  /**
   * A page of another site must not reach a server that only this machine can: its browser says
   * where the page is from.
   */
  private static void requireOwnOrigin(Context request) {
    String origin = request.header("Origin");
    if (origin != null && !authority(origin).equalsIgnoreCase(request.header("Host"))) {
      throw new ForbiddenResponse();
    }
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
