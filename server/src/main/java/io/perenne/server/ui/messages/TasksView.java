// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.messages;

import io.perenne.server.channel.MessageBook;
import java.util.List;

/**
 * The tasks of a list.
 *
 * @param list {@code call} or {@code store}
 * @param tasks those that nobody has worked off
 * @param problems what was refused, a sentence each
 */
public record TasksView(String list, List<MessageBook.Task> tasks, List<String> problems) {
  /** The most that is shown. */
  static final int MOST = 200;

  /** Copies the lists. */
  public TasksView {
    tasks = List.copyOf(tasks);
    problems = List.copyOf(problems);
  }

  /** Returns what can come of a task. */
  public static List<String> results() {
    return MessageBook.RESULTS;
  }
}
