// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to topics, each safe on as many brokers as the topic asks for before it counts as
 * written. Messages of one key are in one partition.
 */
public final class ChangeTopic implements AutoCloseable {
  private final KafkaClients clients;
  private @Nullable Producer<byte[], byte[]> producer;

  /** Makes a writer, which connects when something is written. */
  public ChangeTopic(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * A message.
   *
   * @param key what keeps the order of messages
   * @param id what no other message has, for the header {@code Perenne-Event}
   * @param body the value
   */
  public record Message(String key, String id, String body) {}

  /**
   * Writes messages of different keys, all at once; returns for each what was wrong with it, empty
   * if it is written. One that is not may be written all the same, if its answer was lost.
   */
  public synchronized List<Optional<String>> send(String topic, List<Message> messages) {
    try {
      Producer<byte[], byte[]> open = open();
      // asked once: without the topic each message would wait by itself
      var unused = open.partitionsFor(topic);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      messages.forEach(each -> sent.add(open.send(sent(topic, each))));
      open.flush();
      List<Optional<String>> problems = new ArrayList<>();
      for (Future<RecordMetadata> each : sent) {
        problems.add(problem(each));
      }
      if (problems.stream().anyMatch(Optional::isPresent)) {
        close(); // some failures last as long as a producer does
      }
      return problems;
    } catch (KafkaException | DeliveryFailedException | InputException e) {
      close();
      return Collections.nCopies(messages.size(), Optional.of(reason(e)));
    }
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> known = producer;
    if (known == null) {
      known = clients.producer();
      producer = known;
    }
    return known;
  }

  private static ProducerRecord<byte[], byte[]> sent(String topic, Message message) {
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(topic, bytes(message.key()), bytes(message.body()));
    sent.headers().add("Perenne-Event", bytes(message.id()));
    return sent;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells what became of a message, which is known since everything was flushed. */
  private static Optional<String> problem(Future<RecordMetadata> sent) {
    try {
      var unused = sent.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(reason(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(reason(e));
    }
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e.getCause() == null ? message : message + " (" + e.getCause().getMessage() + ")";
  }

  @Override
  public synchronized void close() {
    Producer<byte[], byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(KafkaClients.CLOSING);
    }
  }
}
