// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/**
 * What a person sees after one command.
 *
 * @param exitCode how the process would end
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Terminal(int exitCode, String out, String err) {

  /** Runs one command within this process. */
  public static Terminal run(String... arguments) {
    return runIn(Map.of(), arguments);
  }

  /** Runs one command within this process, in an environment. */
  public static Terminal runIn(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Perenne.execute(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Terminal(exitCode, out.toString(), err.toString());
  }
}
