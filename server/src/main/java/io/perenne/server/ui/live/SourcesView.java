// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.server.live.source.Snippets.Snippet;
import io.perenne.server.live.source.WriteKeys;
import java.util.List;
import java.util.Optional;

/**
 * What the page of sources shows.
 *
 * @param sources all of them
 * @param problems what was wrong with the last change, a sentence each
 * @param secret a key that was just made and is shown this once
 */
public record SourcesView(
    List<WriteKeys.Line> sources, List<String> problems, Optional<Secret> secret) {
  /** Copies the lists. */
  public SourcesView {
    sources = List.copyOf(sources);
    problems = List.copyOf(problems);
  }

  /**
   * A key that is shown once.
   *
   * @param name the source
   * @param key the key
   * @param snippets what is pasted into each library
   */
  public record Secret(String name, String key, List<Snippet> snippets) {
    /** Copies the list. */
    public Secret {
      snippets = List.copyOf(snippets);
    }

    /** Returns everything but the secret. */
    @Override
    public String toString() {
      return "key of " + name;
    }
  }
}
