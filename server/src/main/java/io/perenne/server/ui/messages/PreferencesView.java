// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.messages;

import java.util.List;

/**
 * What somebody who got a message can say.
 *
 * @param path of the page
 * @param channel the code of the channel of the message
 * @param choices the channels; none of somebody who is not known any more
 * @param done {@code unsubscribed} or {@code saved}; empty if nothing was said yet
 */
public record PreferencesView(String path, String channel, List<Choice> choices, String done) {
  /**
   * A channel.
   *
   * @param channel its code
   * @param allowed whether something may be sent by it
   */
  public record Choice(String channel, boolean allowed) {}

  /** Copies the list. */
  public PreferencesView {
    choices = List.copyOf(choices);
  }
}
