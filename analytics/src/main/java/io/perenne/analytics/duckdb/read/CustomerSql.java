// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.source.CustomerFile;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.sql.Sql;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the SELECT that turns files of customers into the columns of the contract. */
final class CustomerSql {

  private static final String NO_TEXT = "CAST(NULL AS VARCHAR)";
  private static final List<RowFault> FAULTS =
      List.of(RowFault.CUSTOMER, RowFault.CONSENT, RowFault.CONSENT_TIME);

  private final ValueSql values;
  private final DaylightSavingGaps gaps;
  private final FileSql reader;
  private final List<String> attributes;

  /** With the names of the attributes of all files, in the order in which they are told. */
  CustomerSql(ZoneId zone, FileSql reader, List<String> attributes) {
    this.attributes = attributes;
    this.values = new ValueSql(zone, reader.nullTexts());
    this.gaps = DaylightSavingGaps.of(zone);
    this.reader = reader;
  }

  String select(List<CustomerFile> alike, List<Integer> indexes) {
    Map<String, String> parts = parts(alike.get(0));
    parts.put("file", FileSql.fileIndex(indexes));
    parts.put("reader", reader.sql(alike.stream().map(CustomerFile::table).toList()));
    parts.put("also", "");
    parts.put("also_read", "");
    return Sql.fill(CustomerSql.class, "customers", parts);
  }

  UnreadableRows bad(CustomerFile file) {
    Map<String, String> parts = parts(file);
    parts.put("file", "0");
    parts.put("reader", reader.numbered(file.table(), ColumnTypes.TEXT));
    StringBuilder also = new StringBuilder(", row_place");
    StringBuilder read = new StringBuilder(", row_place");
    for (RowFault fault : FAULTS) {
      String raw = "\"raw_" + fault.field() + "\"";
      also.append(", ").append(raw);
      read.append(", ").append(raw(file, fault.field())).append(" AS ").append(raw);
    }
    parts.put("also", also.toString());
    parts.put("also_read", read.toString());
    return new UnreadableRows(
        file.table(), file.mapping(), Sql.fill(CustomerSql.class, "customers", parts));
  }

  private Map<String, String> parts(CustomerFile file) {
    Map<String, String> parts = new HashMap<>();
    parts.put("customer", text(file, "customer"));
    parts.put("id", IdSql.canonical("customer"));
    parts.put("email", Sql.fill(CustomerSql.class, "email", Map.of("text", text(file, "email"))));
    parts.put("contact_id", text(file, "contact-id"));
    parts.put(
        "consent",
        file.find("consent").map(found -> flag(file, found)).orElse("CAST(NULL AS BOOLEAN)"));
    parts.put("consent_text", text(file, "consent"));
    parts.put("parsed_consent_time", time(file));
    parts.put("consent_time_text", text(file, "consent-time"));
    parts.put("consent_time", gaps.sql("consent_time"));
    parts.put("suppressed", suppressed(file));
    parts.put("attributes", attributes(file));
    parts.put("customer_fault", Integer.toString(RowFault.CUSTOMER.code()));
    parts.put("consent_fault", Integer.toString(RowFault.CONSENT.code()));
    parts.put("consent_time_fault", Integer.toString(RowFault.CONSENT_TIME.code()));
    return parts;
  }

  private static String raw(CustomerFile file, String field) {
    return file.find(field)
        .map(found -> "CAST(" + FileSql.column(file.table(), found.index()) + " AS VARCHAR)")
        .orElse(NO_TEXT);
  }

  private String text(CustomerFile file, String field) {
    return file.find(field).map(found -> text(file, found)).orElse(NO_TEXT);
  }

  private String text(CustomerFile file, FieldMapping found) {
    return values.text(FileSql.column(file.table(), found.index()), type(file, found));
  }

  private static Column type(CustomerFile file, FieldMapping found) {
    return file.table().columns().get(found.index());
  }

  private String flag(CustomerFile file, FieldMapping found) {
    if (type(file, found).type().equals("BOOLEAN")) {
      return FileSql.column(file.table(), found.index());
    }
    return Sql.fill(CustomerSql.class, "flag", Map.of("text", text(file, found)));
  }

  private String time(CustomerFile file) {
    FieldMapping found = file.find("consent-time").orElse(null);
    if (found == null) {
      return "CAST(NULL AS TIMESTAMP)";
    }
    String column = FileSql.column(file.table(), found.index());
    return values.time(column, type(file, found), file.time()).whole();
  }

  private String attributes(CustomerFile file) {
    return attributes.stream()
        .map(name -> file.attribute(name).map(found -> text(file, found)).orElse(NO_TEXT))
        .collect(Collectors.joining(", ", "CAST([", "] AS VARCHAR[])"));
  }

  /** Any of the columns, so that no reason not to write is overlooked; NULL if there is none. */
  private String suppressed(CustomerFile file) {
    List<String> reasons = new ArrayList<>();
    for (FieldMapping found : file.findAll("suppressed")) {
      reasons.add(
          "("
              + Sql.fill(CustomerSql.class, "suppression", Map.of("text", text(file, found)))
              + ")");
    }
    return reasons.isEmpty() ? "CAST(NULL AS BOOLEAN)" : String.join(" OR ", reasons);
  }
}
