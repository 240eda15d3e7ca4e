// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.server.account.Permission;
import java.util.Set;
import java.util.function.Function;

/**
 * A tool.
 *
 * @param name by which it is called
 * @param title for people
 * @param description what it tells, and what it does not
 * @param input the JSON schema of its arguments
 * @param output the JSON schema of its answer
 * @param needs what the caller must be allowed
 * @param answer the answer
 * @param reads whether it changes nothing
 */
record Tool(
    String name,
    String title,
    String description,
    ObjectNode input,
    ObjectNode output,
    Set<Permission> needs,
    Function<Arguments, ObjectNode> answer,
    boolean reads) {
  /** A tool that changes nothing. */
  Tool(
      String name,
      String title,
      String description,
      ObjectNode input,
      ObjectNode output,
      Set<Permission> needs,
      Function<Arguments, ObjectNode> answer) {
    this(name, title, description, input, output, needs, answer, true);
  }
}
