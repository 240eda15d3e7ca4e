// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Software;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import io.perenne.server.account.Permission;
import io.perenne.server.api.Questions;
import io.perenne.server.api.SettingsFacts;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.Sources;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The tools for an assistant on this machine, which talks over standard input and output. */
public final class McpStdio {
  private static final String ORIGIN = "stdio";

  private McpStdio() {}

  /**
   * Answers until the input ends.
   *
   * @param database where calls are recorded
   * @param customers whether single customers may be asked for: personal data
   * @param in what the assistant sends
   * @param out what it is answered; nothing else may write there
   * @throws InputException if the database cannot be used
   * @throws InterruptedException if the thread is interrupted
   */
  public static void serve(
      JobContext context,
      DatabaseAddress database,
      boolean customers,
      Language language,
      InputStream in,
      OutputStream out)
      throws InterruptedException {
    try (Store store = Store.open(database, context.clock());
        PublishedRuns runs = PublishedRuns.of(context.home(), context.resources())) {
      SettingsStore settings =
          new SettingsStore(
              context.home(),
              store,
              context.clock(),
              new Sources(context.home().resolve("uploads"), List.of()));
      Assistant assistant =
          new Assistant(new Questions(runs), new SettingsFacts(settings), store, context.clock());
      answer(assistant, caller(customers, language), in, out);
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static Caller caller(boolean customers, Language language) {
    Set<Permission> permissions = EnumSet.of(Permission.READ, Permission.CONFIGURE);
    if (customers) {
      permissions.add(Permission.CUSTOMERS);
    }
    String user = System.getProperty("user.name", "");
    return new Caller(new Change("mcp:" + user, ORIGIN), permissions, language);
  }

  private static void answer(Assistant assistant, Caller caller, InputStream in, OutputStream out)
      throws InterruptedException {
    MessageLines messages = new MessageLines(in);
    McpSyncServer server =
        McpServer.sync(new StdioServerTransportProvider(Assistant.mapper(), messages, out))
            .serverInfo(Assistant.NAME, Software.version())
            .instructions(Assistant.INSTRUCTIONS)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .jsonMapper(Assistant.mapper())
            .jsonSchemaValidator(Assistant.validator())
            .validateToolInputs(true)
            .tools(
                assistant.tools().stream()
                    .filter(tool -> caller.permissions().containsAll(tool.needs()))
                    .map(
                        tool ->
                            new SyncToolSpecification(
                                Assistant.described(tool),
                                (exchange, call) -> assistant.call(tool, caller, call.arguments())))
                    .toList())
            .build();
    try {
      messages.await();
    } finally {
      server.closeGracefully();
    }
  }
}
