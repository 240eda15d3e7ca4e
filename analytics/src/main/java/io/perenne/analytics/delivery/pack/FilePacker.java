// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.ContractForm;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Shipment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Packs a file. If what is wanted is just what the run's contract file is, that file is sent byte
 * for byte; else a table is written.
 *
 * @param rows which rows and columns
 * @param format in which form
 * @param style how a CSV is written
 * @param newlineOfTheRun whether lines end as in the contract file instead
 * @param nullTextOfTheRun whether an absent value is written as in the contract file instead
 * @param wrapping how it is compressed
 * @param pgpKey for whom it is encrypted
 * @param instants tells which keys have expired
 */
public record FilePacker(
    RowChoice rows,
    TableFormat format,
    CsvStyle style,
    boolean newlineOfTheRun,
    boolean nullTextOfTheRun,
    Wrapping wrapping,
    Optional<Path> pgpKey,
    InstantSource instants)
    implements Packer {
  @Override
  public Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
    CsvStyle styled = style(run.form());
    return isTheContractFile(run.form(), styled)
        ? new ContractPacker().pack(run, earlier, name, folder)
        : table(styled).pack(run, earlier, name, folder);
  }

  private boolean isTheContractFile(ContractForm form, CsvStyle styled) {
    CsvStyle itsStyle =
        CsvStyle.contract().withNewline(form.newline()).withNullText(form.nullText());
    return format == TableFormat.CSV
        && !form.extended()
        && styled.equals(itsStyle)
        && wrapping == Wrapping.NONE
        && pgpKey.isEmpty()
        && rows.equals(RowChoice.everything());
  }

  private CsvStyle style(ContractForm form) {
    try {
      CsvStyle styled = newlineOfTheRun ? style.withNewline(form.newline()) : style;
      return nullTextOfTheRun ? styled.withNullText(form.nullText()) : styled;
    } catch (IllegalArgumentException e) {
      throw DeliveryFailedException.lasting(
          Texts.message("delivery.of-the-run", String.valueOf(e.getMessage())), e);
    }
  }

  private TablePacker table(CsvStyle styled) {
    return new TablePacker(rows, format, styled, wrapping, pgpKey, instants);
  }

  @Override
  public void check() {
    table(style).check();
  }

  @Override
  public String settings() {
    return table(style).settings();
  }
}
