// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.clv.words.Language;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a configuration as a YAML document with a comment for each key, which can be read back.
 */
public final class ConfigurationDocument {
  private ConfigurationDocument() {}

  /** Returns the document, with comments in a language. A given salt is shown as a fingerprint. */
  public static String render(RunConfiguration configuration, Language language) {
    StringBuilder yaml = new StringBuilder();
    String openGroup = "";
    for (ConfigurationKey<?> key : RunConfiguration.keys()) {
      String group = group(key);
      if (!group.isEmpty() && !group.equals(openGroup)) {
        yaml.append('\n').append(group).append(":\n");
      }
      openGroup = group;
      String indent = group.isEmpty() ? "" : "  ";
      String name = group.isEmpty() ? key.name() : key.name().substring(group.length() + 1);
      yaml.append(indent).append("# ").append(key.description(language)).append('\n');
      yaml.append(indent).append(name).append(": ");
      yaml.append(quoted(key.textIn(configuration))).append('\n');
    }
    return yaml.toString();
  }

  /**
   * Returns a document that sets some keys as they are given, secrets included, and leaves all
   * others at their defaults.
   */
  public static String of(Map<String, String> values, Language language) {
    StringBuilder yaml = new StringBuilder();
    for (ConfigurationKey<?> key : RunConfiguration.keys()) {
      String value = values.get(key.name());
      if (value != null) {
        yaml.append("# ").append(key.description(language)).append('\n');
        yaml.append(key.name()).append(": ").append(quoted(value)).append('\n');
      }
    }
    return yaml.toString();
  }

  /** A key such as {@code model.priors} cannot be nested, because {@code model} has a value too. */
  private static String group(ConfigurationKey<?> key) {
    String name = key.name();
    int dot = name.indexOf('.');
    String group = dot < 0 ? "" : name.substring(0, dot);
    boolean isKey = RunConfiguration.keys().stream().anyMatch(each -> each.name().equals(group));
    return isKey ? "" : group;
  }

  private static String quoted(String text) {
    if (text.matches("[A-Za-z0-9/][A-Za-z0-9 ,./_-]*")) {
      return text;
    }
    return text.chars()
        .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
