// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka is, and what is read from it. */
final class KafkaOptions {
  @Option(
      names = "--kafka-servers",
      paramLabel = "HOST:PORT",
      description =
          "Where the first connections to Kafka go. May be repeated. Default: none; there is no"
              + " Kafka.")
  private List<String> servers = List.of();

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description =
          "Further settings of Kafka's clients, such as those of SASL and TLS; a value env:NAME or"
              + " file:PATH is looked up.")
  private @Nullable String properties;

  @Option(
      names = "--kafka-topic",
      paramLabel = "TOPIC",
      description = "A topic whose records are events. May be repeated. Default: none.")
  private List<String> topics = List.of();

  @Option(
      names = "--kafka-source",
      paramLabel = "NAME",
      description = "The source that the events of the topics come from.")
  private @Nullable String source;

  /** Returns what was given on the command line, by option. */
  Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    given.put("kafka-servers", servers);
    ServeOptions.put(given, "kafka-properties", properties);
    given.put("kafka-topic", topics);
    ServeOptions.put(given, "kafka-source", source);
    return given;
  }
}
