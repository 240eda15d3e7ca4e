// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.AnsweredException;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.RefusedException;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A folder, here or elsewhere, into which each shipment is uploaded as one file.
 *
 * <p>In {@link UploadMode#TEMP_RENAME} the final name holds either nothing, what it held before, or
 * the whole and verified shipment, whenever and wherever either side is killed. What an interrupted
 * upload left under the temporary name is continued if it is the beginning of the same bytes.
 */
public final class FileDestination implements Destination {
  private final String where;
  private final FileStore.Opener opener;
  private final Upload upload;

  /**
   * @param where the address of the server, ended by a slash, with which an absolute path begins;
   *     relative ones stand below {@code ~}, where the login puts us. Empty on this machine
   */
  public FileDestination(String where, FileStore.Opener opener, Upload upload) {
    this.where = where;
    this.opener = opener;
    this.upload = upload;
  }

  @Override
  public String describe() {
    return location("");
  }

  private String location(String name) {
    String path = upload.path(name);
    if (where.isEmpty()) {
      return path;
    }
    return where + (path.startsWith("/") ? path.substring(1) : "~/" + path);
  }

  @Override
  public Message check() {
    return failing(
        "delivery.unusable",
        () -> {
          String probe = ".perenne-check-" + UUID.randomUUID() + ".part"; // nobody foresees it
          try (FileStore store = opener.open()) {
            probe(store, upload.folder(), upload.path(probe));
            if (upload.trigger().isEmpty() || upload.triggerFolder().isEmpty()) {
              return Texts.message("destination.check.folder", describe());
            }
            // without the ending that starts an automation
            probe(store, upload.triggerFolder(), Upload.join(upload.triggerFolder(), probe));
            return Texts.message("destination.check.both-folders", describe());
          }
        });
  }

  /** Does to an empty file under a hidden name what a delivery does to its own. */
  private static void probe(FileStore store, String folder, String path) throws IOException {
    Path empty = Files.createTempFile("perenne-check", ".part");
    String renamed = path + ".done";
    try {
      store.makeFolders(folder);
      store.write(empty, path, 0, bytes -> {});
      store.rename(path, renamed);
      store.delete(renamed);
    } catch (IOException e) {
      new StoredFile(store, path).deleteQuietly();
      throw e;
    } finally {
      Files.delete(empty);
    }
  }

  @Override
  public boolean holds(Label label) {
    return failing(
        "delivery.cannot-tell",
        () -> {
          try (FileStore store = opener.open()) {
            return new StoredFile(store, upload.path(label.name())).isWhole(label)
                && (upload.trigger().isEmpty()
                    || store.size(upload.triggerPath(label.name())).isPresent());
          }
        });
  }

  @Override
  public void discard(Label label) {
    failing(
        "delivery.leftover",
        () -> {
          try (FileStore store = opener.open()) {
            store.delete(upload.partPath(label));
            return true;
          }
        });
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    String name = shipment.label().name();
    return failing(
        "delivery.upload-failed",
        () -> {
          try (FileStore store = opener.open()) {
            store.makeFolders(upload.folder());
            withdrawTrigger(store, name);
            String how =
                upload.mode() == UploadMode.DIRECT
                    ? uploadDirectly(store, shipment, progress)
                    : uploadAndRename(store, shipment, progress);
            sendTrigger(store, name);
            return new Arrival(location(name), how, 0);
          }
        });
  }

  private String uploadDirectly(FileStore store, Shipment shipment, Progress progress)
      throws IOException {
    String path = upload.path(shipment.label().name());
    boolean[] allSent = {false};
    try {
      store.write(
          shipment.file(),
          path,
          0,
          bytes -> {
            allSent[0] = bytes >= shipment.label().bytes();
            progress.at(bytes);
          });
      new StoredFile(store, path).verify(shipment.label(), upload.verification());
      return "";
    } catch (RefusedException | AnsweredException | StoredFile.CorruptException e) {
      throw e;
    } catch (IOException e) {
      if (allSent[0]) {
        throw new DeliveryStateUnknownException(
            Texts.message("delivery.broke-after-last-byte", Spoken.reason(e)), e);
      }
      throw e;
    }
  }

  private String uploadAndRename(FileStore store, Shipment shipment, Progress progress)
      throws IOException {
    Label label = shipment.label();
    StoredFile part = new StoredFile(store, upload.partPath(label));
    long resumedAt = part.resumableBytes(shipment);
    try {
      if (resumedAt == 0) {
        store.delete(part.path());
      }
      store.write(shipment.file(), part.path(), resumedAt, progress);
      part.verify(label, resumedAt > 0 ? Verification.SHA256 : upload.verification());
    } catch (RefusedException | StoredFile.CorruptException e) {
      part.deleteQuietly();
      throw e;
    }
    publish(store, part.path(), label);
    return resumedAt > 0 ? "resumed at byte " + resumedAt : "";
  }

  private void publish(FileStore store, String part, Label label) throws IOException {
    String path = upload.path(label.name());
    try {
      store.rename(part, path);
      new StoredFile(store, path).verify(label, Verification.SIZE);
    } catch (RefusedException | AnsweredException e) {
      throw e;
    } catch (IOException e) {
      throw new DeliveryStateUnknownException(
          Texts.message("delivery.broke-while-naming", Spoken.reason(e)), e);
    }
  }

  /** Deletes an earlier trigger of this name, which would say that the file is there already. */
  private void withdrawTrigger(FileStore store, String name) throws IOException {
    String path = upload.triggerPath(name);
    if (!upload.trigger().isEmpty() && store.size(path).isPresent()) {
      store.delete(path);
    }
  }

  private void sendTrigger(FileStore store, String name) throws IOException {
    if (upload.trigger().isEmpty()) {
      return;
    }
    Path empty = Files.createTempFile("perenne-trigger", ".ready");
    try {
      if (!upload.triggerFolder().isEmpty()) {
        store.makeFolders(upload.triggerFolder());
      }
      store.write(empty, upload.triggerPath(name), 0, bytes -> {});
    } catch (RefusedException e) {
      throw new RefusedException(Texts.message("delivery.no-trigger", Spoken.reason(e)), e);
    } catch (AnsweredException e) {
      throw new AnsweredException(Texts.message("delivery.no-trigger", Spoken.reason(e)), e);
    } catch (IOException e) {
      throw new DeliveryStateUnknownException(
          Texts.message("delivery.perhaps-no-trigger", Spoken.reason(e)), e);
    } finally {
      Files.delete(empty);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T failing(String what, Work<T> work) {
    try {
      return work.run();
    } catch (RefusedException e) {
      throw DeliveryFailedException.lasting(said(what, e), e);
    } catch (IOException | UncheckedIOException e) {
      throw DeliveryFailedException.passing(said(what, e), e);
    }
  }

  private static Message said(String what, Exception e) {
    return Texts.message("delivery.said", Texts.message(what), Spoken.reason(e));
  }
}
