// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of a Kafka, each with what the promises of this server need. */
public final class KafkaClients {
  /** So long is waited at most for a client that ends. */
  static final Duration CLOSING = Duration.ofSeconds(5);

  private static final Set<String> READING = ConsumerConfig.configNames();
  private static final Set<String> WRITING = ProducerConfig.configNames();

  private static final String GROUP = "perenne";

  /** So long a message may be under way, in milliseconds, and so long one answer. */
  private static final String DELIVERY_MILLIS = "30000";

  private static final String ANSWER_MILLIS = "10000";

  /** At most so much is read at once, beside one record that is larger. */
  private static final String FETCHED_BYTES = Integer.toString(8 << 20);

  /** So long after the death of a server another one reads its partitions. */
  private static final String SESSION_MILLIS = "10000";

  private final KafkaSettings settings;
  private final Secret.Sources secrets;

  /** Makes the clients of some settings. */
  public KafkaClients(KafkaSettings settings, Secret.Sources secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /** Returns the settings. */
  public KafkaSettings settings() {
    return settings;
  }

  /**
   * Checks the settings without asking any server.
   *
   * @throws io.perenne.analytics.InputException if one cannot be used, or a secret is not there
   */
  public void check() {
    try {
      var unused = new ConsumerConfig(consumerProperties());
      var unusedToo = new ProducerConfig(producerProperties());
    } catch (ConfigException e) {
      throw Words.refused("property", String.valueOf(e.getMessage()), e);
    } catch (DeliveryFailedException | IllegalArgumentException e) {
      throw Words.refused("secret", String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Makes a client that reads. It commits nothing by itself, reads a topic from its beginning when
   * it has read nothing of it, and sees no record of a transaction that was given up.
   */
  Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(consumerProperties());
  }

  private Map<String, Object> consumerProperties() {
    Map<String, Object> all = common();
    all.keySet().removeIf(each -> isOf(each, WRITING, READING));
    all.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    all.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
    if (!"consumer"
        .equalsIgnoreCase(String.valueOf(all.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
      all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    }
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return all;
  }

  /**
   * Makes a client that writes: each message once, in the order in which they are given, and safe
   * on every broker that the topic asks for.
   */
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(producerProperties());
  }

  private Map<String, Object> producerProperties() {
    Map<String, Object> all = common();
    all.keySet().removeIf(each -> isOf(each, READING, WRITING));
    all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    all.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MILLIS);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return all;
  }

  /** Whether a setting of the file is of one kind of client alone. */
  private static boolean isOf(String setting, Set<String> one, Set<String> other) {
    return one.contains(setting) && !other.contains(setting);
  }

  private Map<String, Object> common() {
    Map<String, Object> all = new TreeMap<>();
    settings.properties().forEach((name, value) -> all.put(name, revealed(name, value)));
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
    return all;
  }

  private String revealed(String name, String value) {
    return value.startsWith("env:") || value.startsWith("file:")
        ? Secret.parse(value).reveal(Words.message("key.property", name), secrets)
        : value;
  }
}
