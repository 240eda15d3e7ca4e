// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.home.RunDocument;
import java.util.ArrayList;
import java.util.List;

/** What a person should know about rows that were read but not used, or not read. */
final class RowWarnings {
  /** Without a customer, or with a status that does not count: worth a word above this share. */
  private static final double WORTH_A_WORD = 0.2;

  private RowWarnings() {}

  static List<RunDocument.Text> of(Scanned scanned, List<String> idsAlike) {
    RowCounts counts = scanned.histories().counts();
    List<RunDocument.Text> warnings = new ArrayList<>();
    if (scanned.rejects().count() > 0) {
      warnings.add(
          text(
              "%,d filas no se pudieron leer (rejects.csv.gz dice por qué)",
              "%,d rows could not be read (rejects.csv.gz says why)", scanned.rejects().count()));
    }
    RejectWarning.of(scanned.rejects()).ifPresent(warnings::add);
    if (counts.withoutRate() > 0) {
      warnings.add(
          text(
              "%,d filas están en una moneda sin tipo de cambio; revise exchange-rates",
              "%,d rows are in a currency without an exchange rate; see exchange-rates",
              counts.withoutRate()));
    }
    if (counts.anonymous() > WORTH_A_WORD * scanned.rows()) {
      warnings.add(
          text(
              "%,d filas no tienen cliente: su dinero no está en ninguna cifra",
              "%,d rows have no customer: their money is in no figure", counts.anonymous()));
    }
    long tickets = counts.tickets() + counts.notCountable();
    if (counts.notCountable() > WORTH_A_WORD * tickets) {
      warnings.add(
          text(
              "%,d tickets tienen un estado que no cuenta; revise countable-statuses",
              "%,d tickets have a status that does not count; see countable-statuses",
              counts.notCountable()));
    }
    if (!idsAlike.isEmpty()) {
      String ids = String.join("; ", idsAlike);
      warnings.add(
          new RunDocument.Text(
              "hay ids que solo se distinguen por mayúsculas y cuentan como clientes distintos: "
                  + ids,
              "some ids differ only by case and count as different customers: " + ids));
    }
    if (counts.tickets() == 0) {
      warnings.add(
          new RunDocument.Text(
              "no hay ninguna compra hasta la fecha de referencia: todos quedan inactivos",
              "there is no purchase up to the reference date: everybody is inactive"));
    }
    return warnings;
  }

  private static RunDocument.Text text(String es, String en, long count) {
    return new RunDocument.Text(
        String.format(java.util.Locale.forLanguageTag("es"), es, count),
        String.format(java.util.Locale.ENGLISH, en, count));
  }
}
