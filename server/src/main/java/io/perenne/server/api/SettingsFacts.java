// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.clv.words.Language;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.Version;
import java.util.Map;
import java.util.TreeMap;

/** What is asked of the configuration. */
public final class SettingsFacts {
  private final SettingsStore settings;

  /** Makes what is asked of the settings of a home. */
  public SettingsFacts(SettingsStore settings) {
    this.settings = settings;
  }

  /** Returns what is in force, without any secret. */
  public ObjectNode current() {
    return json(settings.current()).put("changed_by_hand", settings.changedByHand());
  }

  static ObjectNode json(Version version) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    boolean saved = !version.id().isEmpty();
    answer.put("version", saved ? version.id() : null);
    answer.put("saved_at", saved ? version.savedAt().toString() : null);
    answer.put("saved_by", saved ? version.savedBy() : null);
    Map<String, String> shown = new TreeMap<>(version.configuration());
    shown.remove(Version.SALT); // nobody is shown it
    answer.set("configuration", Wire.tree(shown, Language.EN));
    answer.set("plan", Wire.tree(version.plan(), Language.EN));
    return answer;
  }
}
