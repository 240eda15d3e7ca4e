// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.meaning.StatusReport;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.clv.words.Message;
import java.util.List;
import java.util.Optional;

/** Files of transactions on an engine, described but not yet read in full. */
public interface TransactionSource extends AutoCloseable {

  /** Returns what was found out about each file, in order of age, the newest last. */
  List<InputFile> files();

  /** Returns the file of identities, if one is configured: its people have one history each. */
  Optional<InputFile> identities();

  /** Returns what a person should know about the files, in English sentences. */
  List<Message> warnings();

  /** Returns every status of the rows, once they have been summarized, if they have any. */
  Optional<StatusReport> statuses();

  /** Returns whether every file has amounts. */
  boolean hasAmount();

  /** Returns whether any file has a margin, or a cost to take it from. */
  boolean hasMargin();

  /** Returns whether any file has a currency. */
  boolean hasCurrency();

  /**
   * Returns the transactions under rules, ready to be summarized.
   *
   * @param exchange how to convert money, should there be a currency column; absent, money is taken
   *     as it stands
   */
  TransactionTable table(TicketRules rules, Optional<Exchange> exchange);

  /** Deletes the copies that were made of files. */
  @Override
  void close();
}
