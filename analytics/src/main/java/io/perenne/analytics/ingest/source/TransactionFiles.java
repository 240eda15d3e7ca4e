// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.meaning.StatusVocabulary;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of transactions, described and ready to be read: how each is written and which column is
 * which field.
 *
 * @param setting what they share
 * @param files the files in order of age, the newest last
 * @param warnings what a person should know about them
 */
public record TransactionFiles(
    SourceSetting setting, List<TransactionFile> files, List<Message> warnings)
    implements AutoCloseable {

  /** Copies the lists. */
  public TransactionFiles {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** Returns this description with other files, such as mended ones. */
  public TransactionFiles withFiles(List<TransactionFile> others) {
    return new TransactionFiles(setting, others, warnings);
  }

  /**
   * Returns this description with the orders of events before all files, so that a file has the
   * last word about an order; the same if some file does not name its orders, as then nobody could
   * tell whether it has them.
   */
  public TransactionFiles before(Optional<TransactionFile> events) {
    if (events.isEmpty() || !files.stream().allMatch(file -> file.has("order"))) {
      return this;
    }
    List<TransactionFile> all = new ArrayList<>(files);
    all.add(0, events.get().amongst(this));
    return withFiles(all);
  }

  /** Returns what was found out about each file, in the same order. */
  public List<InputFile> describe() {
    return files.stream().map(TransactionFile::describe).toList();
  }

  /** Returns whether every file has amounts. */
  public boolean hasAmount() {
    return files.stream().allMatch(TransactionFile::hasAmount);
  }

  /** Returns whether any file has a margin, or a cost to take it from. */
  public boolean hasMargin() {
    return has("margin") || has("cost");
  }

  /** Returns whether any file has a column for a field. */
  public boolean has(String field) {
    return files.stream().anyMatch(file -> file.has(field));
  }

  /** Returns whether a column of any file says whether rows count. */
  public boolean hasStatuses() {
    return files.stream().anyMatch(TransactionFile::hasStatus);
  }

  /** Returns what statuses mean, to the export formats of these files before all others. */
  public StatusVocabulary statuses() {
    StatusVocabulary words = StatusVocabulary.usual();
    for (TransactionFile file : files) {
      if (file.profile().isPresent()) {
        words = words.with(file.profile().get().statusWords());
      }
    }
    return words;
  }

  /** Returns whether amounts are those of orders, repeated on each row. */
  public boolean amountsOfOrders() {
    return files.stream().anyMatch(TransactionFile::amountOfOrder);
  }

  /** Deletes the copies that were made of files. */
  @Override
  public void close() {
    SourceSetting.deleteCopies(files);
  }
}
