// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.options;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options in a YAML file. {@code oidc: {issuer: …}} is another way to write {@code oidc-issuer: …};
 * an option that is repeated is a list, or, if its texts are pairs, a mapping.
 */
final class OptionFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final Path path;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private OptionFile(Path path) {
    this.path = path;
  }

  static OptionFile read(Path path, Set<String> known) {
    OptionFile file = new OptionFile(path);
    if (Files.exists(path)) {
      JsonNode root = file.parse();
      if (!root.isMissingNode() && !root.isNull()) {
        file.add("", root, known);
      }
    }
    return file;
  }

  private JsonNode parse() {
    try {
      return YAML.readTree(Files.readString(path));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw refused("file.yaml", path + ", " + line, e.getOriginalMessage());
    } catch (IOException e) {
      throw refused("file.unreadable", path.toString(), e.getClass().getSimpleName());
    }
  }

  private static InputException refused(String rule, String where, String value) {
    return new InputException(
        Problem.of(Words.message(rule))
            .withWhere(where)
            .withValue(value)
            .withRemedy(Words.message(rule + ".remedy")));
  }

  private void add(String prefix, JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw refused("file.yaml", path.toString(), prefix);
    }
    node.properties()
        .forEach(
            field -> {
              String name = prefix.isEmpty() ? field.getKey() : prefix + "-" + field.getKey();
              if (known.contains(name)) {
                values.put(name, texts(name, field.getValue()));
              } else if (field.getValue().isObject()
                  && known.stream().anyMatch(each -> each.startsWith(name + "-"))) {
                add(name, field.getValue(), known);
              } else {
                throw new InputException(
                    Problem.of(Words.message("file.unknown"))
                        .withWhere(path.toString())
                        .withValue(name)
                        .withRemedy(
                            Words.message(
                                "file.unknown.remedy", String.join(", ", new TreeSet<>(known)))));
              }
            });
  }

  private List<String> texts(String name, JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(pair -> texts.add(pair.getKey() + "=" + text(name, pair.getValue())));
    } else if (node.isArray()) {
      node.forEach(each -> texts.add(text(name, each)));
    } else {
      texts.add(text(name, node));
    }
    return texts;
  }

  private String text(String name, JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      throw refused("file.value", path + ": " + name, node.getNodeType().toString());
    }
    return node.asText();
  }

  Optional<Given> find(String option) {
    return Optional.ofNullable(values.get(option))
        .map(texts -> new Given(texts, path.getFileName() + ": " + option));
  }
}
