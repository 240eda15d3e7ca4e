// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.live.source.Snippets;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Shows a new write key, with what is pasted into each library. */
final class SourceKeyPrinter {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description =
          "Where the libraries find the server, with its base path. Default: ${DEFAULT-VALUE}.")
  private String url = "http://127.0.0.1:8080";

  @Option(names = "--key-only", description = "Prints the key and nothing else, for a script.")
  private boolean keyOnly;

  void print(String name, String key, Messages messages, PrintWriter out) {
    if (keyOnly) {
      out.println(key);
      return;
    }
    out.println(messages.text("sources.key", name, key));
    out.println(messages.text("sources.once"));
    String server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    for (Snippets.Snippet each : Snippets.of(server, key)) {
      out.println();
      out.println(each.library());
      each.code().lines().forEach(line -> out.println("  " + line));
    }
  }
}
