// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka: one node that is broker and controller, in a process of its own. */
final class Broker implements AutoCloseable {
  private static final String CLUSTER = "cGVyZW5uZS1lMmUta2Fma2";

  private final Process process;
  private final int port;

  private Broker(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Broker start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = Programs.freePort();
    int controller = Programs.freePort();
    Path settings = folder.resolve("server.properties");
    Files.write(
        settings,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + folder.resolve("data"),
            "auto.create.topics.enable=false",
            "group.initial.rebalance.delay.ms=0",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1"));
    Programs.run(
        java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString()));
    return new Broker(
        new ProcessBuilder(java("kafka.Kafka", settings.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kafka.log").toFile())
            .start(),
        port);
  }

  /** The broker's jars are those of this test. */
  private static List<String> java(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns where it listens. */
  String servers() {
    return "127.0.0.1:" + port;
  }

  /** Returns the settings of a client. */
  Properties client() {
    Properties all = new Properties();
    all.putAll(Map.of("bootstrap.servers", servers()));
    return all;
  }

  /** Makes a topic, once the broker answers. */
  void createTopic(String name, int partitions) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
