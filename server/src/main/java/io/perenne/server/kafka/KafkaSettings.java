// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where Kafka is, and what is read from it.
 *
 * @param servers where the first connections go, as {@code broker1:9092,broker2:9092}
 * @param topics whose records are events; empty to read none
 * @param source the source that their events come from; empty if there are no topics
 * @param properties further settings of clients, as Kafka names them; a value {@code env:NAME} or
 *     {@code file:PATH} is looked up when a client is made
 */
public record KafkaSettings(
    String servers, List<String> topics, String source, Map<String, String> properties) {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private static final Pattern SERVER = Pattern.compile("[^\\s,]+:[0-9]{1,5}");

  /** Copies the collections. */
  public KafkaSettings {
    topics = List.copyOf(topics);
    properties = Map.copyOf(properties);
  }

  /** Returns whether a text is an address such as {@code broker:9092}. */
  public static boolean isServer(String text) {
    return SERVER.matcher(text).matches();
  }

  /** Returns whether a topic can have a name. */
  public static boolean isTopic(String name) {
    return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /**
   * Reads the settings of a file.
   *
   * @throws io.perenne.analytics.InputException if it cannot be read
   */
  public static Map<String, String> read(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw Words.refused("file.unreadable", file.toString(), e);
    }
    Map<String, String> all = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name).strip()));
    return all;
  }
}
