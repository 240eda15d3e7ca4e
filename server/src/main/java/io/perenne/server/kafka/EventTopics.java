// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Outcome;
import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.storage.EventSources;
import io.perenne.server.storage.EventSources.Source;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from topics of Kafka as from requests. An offset is committed once what stands
 * before it is safe from a power failure, so nothing is lost; what is read again is known by its
 * id, so nothing counts twice. While the store takes nothing, nothing more is read.
 */
public final class EventTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventTopics.class);

  /** How many messages are kept by one transaction. */
  private static final int TOGETHER = 2500;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final KafkaClients clients;
  private final Store store;
  private final EventWriter writer;
  private final RecordReader reader;
  private final InstantSource clock;
  private final java.util.function.Consumer<List<Outcome>> counted;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "kafka-events");
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile long behind;
  private String said = "";

  /**
   * Makes a reader of the topics of some settings.
   *
   * @param counted is told what became of messages
   */
  public EventTopics(
      KafkaClients clients,
      Store store,
      EventWriter writer,
      Intake intake,
      InstantSource clock,
      java.util.function.Consumer<List<Outcome>> counted) {
    this.clients = clients;
    this.store = store;
    this.writer = writer;
    this.clock = clock;
    this.counted = counted;
    reader = new RecordReader(intake);
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** Returns how many records of its partitions this server has not read, as far as it knows. */
  public long behind() {
    return behind;
  }

  private boolean isClosed() {
    return end.getCount() == 0;
  }

  private void work() {
    Duration wait = SHORTEST_WAIT;
    while (!isClosed()) {
      try {
        if (source().isPresent()) {
          read();
          wait = SHORTEST_WAIT;
        }
      } catch (WakeupException e) {
        LOG.debug("no more is read from Kafka");
      } catch (KafkaException | StoreException | DeliveryFailedException | InputException e) {
        say("Events are not read from Kafka: " + e.getMessage() + cause(e));
      } catch (RuntimeException e) {
        LOG.error("Events are not read from Kafka", e);
      }
      pause(wait);
      wait = longer(wait);
    }
  }

  private static String cause(RuntimeException e) {
    return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
  }

  /** Says what is wrong, but not again and again. */
  private void say(String what) {
    if (!what.equals(said)) {
      LOG.error("{}; it is tried again", what);
    }
    said = what;
  }

  /** Returns the source, if it is there and in use; records wait in Kafka meanwhile. */
  private Optional<Source> source() {
    String name = clients.settings().source();
    Optional<Source> found =
        store.read(in -> new EventSources(in).find(name)).filter(each -> each.disabled().isEmpty());
    if (found.isEmpty()) {
      say("Events are not read from Kafka: there is no source " + name + ", or it is disabled");
    }
    return found;
  }

  private void read() {
    Consumer<byte[], byte[]> consumer = clients.consumer();
    try {
      current = consumer;
      consumer.subscribe(clients.settings().topics());
      Duration wait = SHORTEST_WAIT;
      while (!isClosed()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        behind = behind(consumer);
        Optional<Source> source = source();
        if (source.isEmpty()) {
          return; // what was read is not committed
        }
        if (!records.isEmpty()) {
          if (keep(records, source.get().id())) {
            said = "";
            wait = SHORTEST_WAIT;
            commit(consumer, records);
          } else {
            rewind(consumer, records);
            pause(wait);
            wait = longer(wait);
          }
        }
      }
    } finally {
      current = null;
      consumer.close(CloseOptions.timeout(KafkaClients.CLOSING));
    }
  }

  private static long behind(Consumer<byte[], byte[]> consumer) {
    return consumer.assignment().stream()
        .mapToLong(each -> consumer.currentLag(each).orElse(0))
        .sum();
  }

  /** Keeps what was read; false if not all of it could be. */
  private boolean keep(ConsumerRecords<byte[], byte[]> records, long sourceId) {
    List<Arrival> together = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> each : records) {
        together.addAll(reader.read(each, sourceId, clock.instant()));
        if (together.size() >= TOGETHER) {
          counted.accept(writer.keep(List.copyOf(together)));
          together.clear();
        }
      }
      counted.accept(writer.keep(List.copyOf(together)));
      return true;
    } catch (OverloadedException e) {
      LOG.debug("more comes from Kafka than can be kept at the moment");
    } catch (StoreException e) {
      say("Events of Kafka were not kept: " + e.getMessage());
    }
    return false;
  }

  private static void commit(
      Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    try {
      consumer.commitSync(records.nextOffsets());
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.info("Partitions went to another server meanwhile; what it reads again counts once");
    }
  }

  /** Reads the same again. */
  private static void rewind(
      Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition each : records.partitions()) {
      consumer.seek(each, records.records(each).get(0).offset());
    }
  }

  private void pause(Duration wait) {
    try {
      var unused = end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      end.countDown();
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  /** Reads no more; what was read is kept and committed, or read again by whoever comes next. */
  @Override
  public void close() {
    end.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(2 * KafkaClients.CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
