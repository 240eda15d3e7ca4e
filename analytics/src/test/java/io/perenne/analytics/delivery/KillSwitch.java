// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.files.FileStore;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import io.perenne.analytics.delivery.pack.Packer;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Ends this process by {@code kill -9} at a step that has been chosen by its number. A step lies
 * before and after whatever a delivery asks of the world; each is printed when it is reached.
 */
final class KillSwitch {
  /** The number of a step that never comes. */
  static final int NEVER = Integer.MAX_VALUE;

  private int left;

  KillSwitch(int step) {
    left = step;
  }

  private void step(String name) {
    if (left == NEVER) {
      return;
    }
    System.out.println(name);
    if (left-- == 0) {
      kill();
    }
  }

  private static void kill() {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-9", self).start();
      Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("still alive", e);
    }
  }

  InstantSource clock(Instant always) {
    return () -> {
      step("clock");
      return always;
    };
  }

  Packer around(Packer packer) {
    return new Packer() {
      @Override
      public Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
        step("before packing");
        Shipment shipment = packer.pack(run, earlier, name, folder);
        step("after packing");
        return shipment;
      }

      @Override
      public String settings() {
        return packer.settings();
      }
    };
  }

  Destination around(Destination destination) {
    return new Destination() {
      @Override
      public String describe() {
        return destination.describe();
      }

      @Override
      public Message check() {
        return destination.check();
      }

      @Override
      public boolean remembers() {
        return destination.remembers();
      }

      @Override
      public boolean holds(Label label) {
        return destination.holds(label);
      }

      @Override
      public Arrival deliver(Shipment shipment, Progress progress) {
        step("before delivery");
        Arrival arrival = destination.deliver(shipment, within("delivery", shipment, progress));
        step("after delivery, before the receipt");
        return arrival;
      }
    };
  }

  private Destination.Progress within(
      String what, Shipment shipment, Destination.Progress progress) {
    return within(what, shipment.label().bytes() / 2, progress);
  }

  /** Makes one step of the first news from beyond a point. */
  private Destination.Progress within(String what, long point, Destination.Progress progress) {
    boolean[] reached = {false};
    return bytes -> {
      progress.at(bytes);
      if (!reached[0] && bytes > point) {
        reached[0] = true;
        step("within " + what);
      }
    };
  }

  FileStore.Opener around(FileStore.Opener opener) {
    return () -> {
      step("before connecting");
      FileStore store = opener.open();
      step("after connecting");
      return new SteppedStore(store);
    };
  }

  /** A store with a step before and after each request that changes something. */
  private final class SteppedStore implements FileStore {
    private final FileStore store;

    SteppedStore(FileStore store) {
      this.store = store;
    }

    private interface Request {
      void run() throws IOException;
    }

    private void stepped(String what, Request request) throws IOException {
      step("before " + what);
      request.run();
      step("after " + what);
    }

    private static String kind(String path) {
      return path.endsWith(".ready") ? "trigger file" : "file";
    }

    @Override
    public OptionalLong size(String path) throws IOException {
      return store.size(path);
    }

    @Override
    public void makeFolders(String path) throws IOException {
      stepped("making folders", () -> store.makeFolders(path));
    }

    @Override
    public void write(Path source, String path, long from, Destination.Progress progress)
        throws IOException {
      stepped(
          "writing the " + kind(path),
          () -> store.write(source, path, from, within("writing", 500_000, progress)));
    }

    @Override
    public Optional<String> sha256(String path) {
      step("before asking for the hash");
      Optional<String> hash = store.sha256(path);
      step("after asking for the hash");
      return hash;
    }

    @Override
    public InputStream read(String path) throws IOException {
      step("before reading back");
      return store.read(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      stepped("renaming", () -> store.rename(from, to));
    }

    @Override
    public void delete(String path) throws IOException {
      stepped("deleting the " + kind(path), () -> store.delete(path));
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
