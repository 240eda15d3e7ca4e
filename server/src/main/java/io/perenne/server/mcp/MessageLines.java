// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of another stream that are messages of the protocol. A line that is none is told of on
 * standard error and left out: the library would read nothing after it.
 */
final class MessageLines extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLines.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] END = {};
  private static final int PATIENCE_SECONDS = 10;

  private final InputStream source;
  private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch taken = new CountDownLatch(1);
  private byte[] line = {};
  private int at;

  MessageLines(InputStream source) {
    this.source = source;
    Thread thread = new Thread(this::pump, "perenne-mcp-input");
    thread.setDaemon(true);
    thread.start();
  }

  private void pump() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (isMessage(text)) {
          lines.add((text + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (!text.isBlank()) {
          LOG.warn("a line that is no message of the protocol was left out");
        }
      }
    } catch (IOException e) {
      LOG.warn("the input broke off: {}", e.getMessage());
    } finally {
      lines.add(END);
      ended.countDown();
    }
  }

  private static boolean isMessage(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree.path("jsonrpc").asText().equals("2.0")
          && (tree.path("method").isTextual() || tree.has("result") || tree.has("error"));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Waits until the other stream has ended, and what it brought has been taken. */
  void await() throws InterruptedException {
    ended.await();
    if (!taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("messages were left when the input ended");
    }
  }

  @Override
  public synchronized int read() throws IOException {
    return fill() ? line[at++] & 0xff : -1;
  }

  @Override
  public synchronized int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, from, count);
    at += count;
    return count;
  }

  /** Returns whether there is more. */
  private boolean fill() throws IOException {
    if (taken.getCount() == 0) {
      return false;
    }
    if (at < line.length) {
      return true;
    }
    try {
      line = lines.take();
      at = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (line.length == 0) {
      taken.countDown();
      return false;
    }
    return true;
  }
}
